using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

public sealed class TimeoutTests
{
    public static TheoryData<string> Checks => TimeoutCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Limit_OfTime_HoldsAsStated(string check) => TimeoutCheck.Cases().RunAsync(check);
}
