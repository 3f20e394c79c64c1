using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Tools;

/// <summary>Runs of tools over real connections.</summary>
public sealed class ToolRunPromiseTests
{
    public static TheoryData<string> Checks => ToolRunCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Run_OverAConnection_KeepsItsPromises(string check) => ToolRunCheck.Cases().RunAsync(check);
}
