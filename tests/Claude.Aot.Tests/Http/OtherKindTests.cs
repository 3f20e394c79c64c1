using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

public sealed class OtherKindTests
{
    public static TheoryData<string> Checks => OtherKindCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Answer_OfAnotherKind_IsReadOrNamed(string check) => OtherKindCheck.Cases().RunAsync(check);
}
