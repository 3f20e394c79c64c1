using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

public sealed class RetryTests
{
    public static TheoryData<string> Checks => RetryCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Failure_BeforeTheFirstEvent_IsTriedAgainWhereThatIsSafe(string check) => RetryCheck.Cases().RunAsync(check);
}
