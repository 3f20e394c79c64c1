using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

public sealed class GatewayErrorTests
{
    public static TheoryData<string> Checks => GatewayErrorCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Error_InOtherWords_IsTheApisException(string check) => GatewayErrorCheck.Cases().RunAsync(check);
}
