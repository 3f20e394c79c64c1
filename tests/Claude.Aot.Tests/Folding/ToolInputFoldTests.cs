using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Folding;

/// <summary>Tool input keeps the model's bytes and says what they are; half of one is never an empty one.</summary>
public sealed class ToolInputFoldTests
{
    public static TheoryData<string> Checks => ToolInputCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Input_AtAnyMoment_IsTheBytesThatCame(string check) => ToolInputCheck.Cases().RunAsync(check);
}
