using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

/// <summary>Making a connection is timed by the handler that the client brings; behind another one the limit until the first event covers it.</summary>
public sealed class ConnectTimeoutTests
{
    public static TheoryData<string> Checks => ConnectTimeoutCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Connect_NotInTime_IsThatTimeout(string check) => ConnectTimeoutCheck.Cases().RunAsync(check);
}
