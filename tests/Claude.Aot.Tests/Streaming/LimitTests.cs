using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Streaming;

public sealed class LimitTests
{
    public static TheoryData<string> Checks => LimitCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Limit_Exceeded_IsRefusedByName(string check) => LimitCheck.Cases().RunAsync(check);
}
