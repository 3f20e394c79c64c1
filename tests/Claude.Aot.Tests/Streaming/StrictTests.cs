using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

/// <summary>With <c>Strict</c>, what is otherwise reported and tolerated is an error.</summary>
public sealed class StrictTests
{
    public static TheoryData<string> Checks => StrictCheck.Cases(TestCorpus.Folder).Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Deviation_WithStrict_IsAnError(string check) => StrictCheck.Cases(TestCorpus.Folder).RunAsync(check);
}
