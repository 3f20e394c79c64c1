using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

public sealed class ErrorResponseTests
{
    public static TheoryData<string> Checks => ErrorResponseCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Response_ThatIsNoStream_IsATypedException(string check) => ErrorResponseCheck.Cases().RunAsync(check);
}
