using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Cli;

/// <summary>A conversation on a pseudo-terminal, where Ctrl+C is a key.</summary>
public sealed class ChatTerminalTests
{
    private static readonly byte[] s_ctrlC = [3];

    [Fact]
    public async Task Chat_CtrlC_StopsTheAnswerAndAtThePromptTheProgram()
    {
        CtrlC.SkipWhereDeaf();
        await using ReplayServer server = await ReplayServer.StartAsync(
            Scripts.Hello.StallAfter(Scripts.EventsUntilHel), new MessageScript().Text("Again").End());
        using CliProcess process = Start(server, []);
        await process.ReadUntilAsync("> ");
        await process.TypeAsync("Hi");
        await process.ReadUntilAsync("Hel");

        await process.FeedAsync(s_ctrlC);
        Assert.Contains("interrupted", await process.ReadUntilAsync("> "), StringComparison.Ordinal);

        await process.TypeAsync("More?");
        Assert.Contains("Again", await process.ReadUntilAsync("> "), StringComparison.Ordinal);
        Assert.Contains("\"text\":\"Hel\"", server.Log.All[1].BodyText, StringComparison.Ordinal);

        await process.FeedAsync(s_ctrlC);
        CliResult result = await process.FinishAsync();
        Assert.Equal(130, result.ExitCode);
    }

    [Fact]
    public async Task Chat_CtrlCAtTheConsent_StopsTheAnswer()
    {
        CtrlC.SkipWhereDeaf();
        await using ReplayServer server = await ReplayServer.StartAsync(
            new MessageScript().ToolUse("get_current_time", "{}").End("tool_use"), new MessageScript().Text("Again").End());
        using CliProcess process = Start(server, []);
        await process.ReadUntilAsync("> ");
        await process.TypeAsync("Hi");
        Assert.Contains("Claude wants to use get_current_time with {}", await process.ReadUntilAsync("[y/N] "), StringComparison.Ordinal);

        await process.FeedAsync(s_ctrlC);
        await process.ReadUntilAsync("> ");
        await process.TypeAsync("More?");

        Assert.Contains("Again", await process.ReadUntilAsync("> "), StringComparison.Ordinal);
        Assert.Contains("\"is_error\":true", server.Log.All[1].BodyText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\e[2mHmm\e[0m\r\n\r\nHello")]
    [InlineData("(thinking) Hmm\r\n\r\nHello", "NO_COLOR", "1")]
    public async Task Chat_Thinking_IsDimUnlessColorIsNotWanted(string shown, string? name = null, string value = "")
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new MessageScript().Thinking("s", "Hmm").Text("Hello").End());
        using CliProcess process = Start(server, name is null ? [] : [(name, value)]);
        await process.ReadUntilAsync("> ");
        await process.TypeAsync("Hi");

        Assert.Contains(shown, await process.ReadUntilAsync("> "), StringComparison.Ordinal);

        await process.TypeAsync("/quit");
        Assert.Equal(0, (await process.FinishAsync()).ExitCode);
    }

    private static CliProcess Start(ReplayServer server, IEnumerable<(string Name, string Value)> environment) =>
        CliProcess.StartOnTerminal([("TERM", "xterm"), .. environment], "chat", "--base-url", server.Address.AbsoluteUri);
}
