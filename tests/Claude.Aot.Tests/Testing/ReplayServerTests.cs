using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Testing;

public sealed class ReplayServerTests
{
    public static TheoryData<string> Checks => ReplayServerCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Server_PlaysItsScripts(string check) => ReplayServerCheck.Cases().RunAsync(check);
}
