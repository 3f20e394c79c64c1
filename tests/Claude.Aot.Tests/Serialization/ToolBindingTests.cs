using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Serialization;

/// <summary>Generated tools bind their inputs as their schemas say; the native program runs the same checks.</summary>
public sealed class ToolBindingTests
{
    public static TheoryData<string> Checks => ToolBindingCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Tool_Call_BindsInputAndResult(string check) => ToolBindingCheck.Cases().RunAsync(check);
}
