using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

public sealed class RetryDelayTests
{
    public static TheoryData<string> Checks => RetryDelayCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Retry_IsWaitedFor_AsLongAsIsSaid(string check) => RetryDelayCheck.Cases().RunAsync(check);
}
