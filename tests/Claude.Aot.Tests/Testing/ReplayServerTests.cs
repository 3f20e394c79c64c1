using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Testing;

public sealed class ReplayServerTests
{
    public static TheoryData<string> Checks => ReplayServerCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Server_PlaysItsScripts(string check) => ReplayServerCheck.Cases().RunAsync(check);

    [Fact]
    public async Task Server_OfWhatIsNone_SaysSo()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => ReplayServer.StartAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => ReplayServer.StartAsync(new ReplayServerOptions()));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ReplayServer.StartAsync((ReplayServerOptions)null!, Scripts.Hello));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ReplayServer.StartAsync(new ReplayServerOptions(), (ScriptRoutes)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ReplayServer.StartAsync(new ReplayServerOptions(), (Func<Exchange, ResponseScript>)null!));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReplayServer.StartAsync(new ReplayServerOptions { Port = 65_536 }, Scripts.Hello));
    }
}
