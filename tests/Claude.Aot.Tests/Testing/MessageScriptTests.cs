using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Testing;

public sealed class MessageScriptTests
{
    public static TheoryData<string> Checks => MessageScriptCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Message_IsWhatWasWritten(string check) => MessageScriptCheck.Cases().RunAsync(check);
}
