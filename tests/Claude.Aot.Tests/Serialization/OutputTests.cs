using System.Text;
using Claude.Aot.Serialization;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Shared.Promises.Tools;

namespace Claude.Aot.Tests.Serialization;

/// <summary>Structured outputs are read from messages, and while they arrive.</summary>
public sealed class OutputTests
{
    public static TheoryData<string> Checks => OutputCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Output_OfAMessage_IsRead(string check) => OutputCheck.Cases().RunAsync(check);
}
