using Claude.Aot.Extensions.AotSmoke;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Native;

namespace Claude.Aot.Extensions.Tests;

/// <summary>The checks of <see cref="ChatChecks"/>, under the JIT and compiled natively.</summary>
[Collection(NativeBuild.Collection)]
public sealed class NativeChatTests
{
    private static readonly Dictionary<string, Func<Task>> s_checks = ChatChecks.Cases().ToDictionary(check => check.Name, check => check.Run);

    public static TheoryData<string> Names => [.. s_checks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Check_UnderTheJit_Passes(string name) => s_checks[name]();

    [Slow]
    [Fact]
    public async Task Adapter_CompiledNatively_PassesEveryCheckWithoutAWarning()
    {
        string program = await NativeBuild.PublishAsync(Repository.PathOf("tests", "Claude.Aot.Extensions.AotSmoke"), "Claude.Aot.Extensions.AotSmoke");

        CommandResult run = await Command.RunToEndAsync([], program);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal([.. s_checks.Keys.Select(name => $"passed  {name}"), $"{s_checks.Count} passed, 0 failed"], run.Output.TrimEnd().Split(Environment.NewLine));
    }
}
