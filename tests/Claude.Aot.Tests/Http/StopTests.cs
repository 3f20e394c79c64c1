using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

/// <summary>Whoever stops, and wherever: the server sees it at once. The client's clock stands still, so that nothing can have waited for a limit.</summary>
public sealed class StopTests
{
    public static TheoryData<string> Checks => StopCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Request_Stopped_IsClosedAtOnce(string check) => StopCheck.Cases().RunAsync(check);
}
