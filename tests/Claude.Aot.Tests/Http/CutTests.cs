using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Http;

/// <summary>Recorded streams that end or break anywhere, over real connections: the whole message or a typed exception with what was received, never a silent end.</summary>
public sealed class CutTests
{
    public static TheoryData<string> Checks => ConnectionCutCheck.Cases(TestCorpus.Folder).Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Body_CutOverAConnection_IsWholeOrThrows(string check) => ConnectionCutCheck.Cases(TestCorpus.Folder).RunAsync(check);
}
