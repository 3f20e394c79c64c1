using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

public sealed class BodyTimeoutTests
{
    public static TheoryData<string> Checks => BodyTimeoutCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Body_ThatDrips_HasItsOwnLimit(string check) => BodyTimeoutCheck.Cases().RunAsync(check);
}
