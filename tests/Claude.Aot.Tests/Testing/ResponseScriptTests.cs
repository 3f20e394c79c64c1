using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Testing;

public sealed class ResponseScriptTests
{
    public static TheoryData<string> Checks => ResponseScriptCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Script_IsPlayedToTheByte(string check) => ResponseScriptCheck.Cases().RunAsync(check);
}
