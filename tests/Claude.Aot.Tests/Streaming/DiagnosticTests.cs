using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

public sealed class DiagnosticTests
{
    public static TheoryData<string> Checks => DiagnosticCheck.Cases(TestCorpus.Folder).Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Deviation_Tolerated_IsReported(string check) => DiagnosticCheck.Cases(TestCorpus.Folder).RunAsync(check);
}
