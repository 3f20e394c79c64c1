using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Cli;

/// <summary>A message can be complete and yet be no answer, which scripts can ask to be told by the exit code.</summary>
public sealed class FailOnStopTests
{
    public static TheoryData<int, string> Codes => new()
    {
        { 0, "end_turn" },
        { 0, "stop_sequence" },
        { 6, "refusal" },
        { 7, "max_tokens" },
        { 7, "model_context_window_exceeded" },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Ask_FailOnStop_TellsTheStopReasonByTheExitCode(int exitCode, string stopReason)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new MessageScript().Text("So far").End(stopReason));

        CliResult result = await CliProcess.RunAsync("ask", "Hi", "--base-url", server.Address.AbsoluteUri, "--fail-on-stop");

        Assert.Equal((exitCode, "So far"), (result.ExitCode, result.Text));
        Assert.EndsWith($"stop reason {stopReason}", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Replay_FailOnStop_TellsTheStopReasonByTheExitCode(int exitCode, string stopReason)
    {
        ReadOnlyMemory<byte> body = new MessageScript().Text("So far").End(stopReason).Body;

        Assert.Equal(exitCode, (await CliProcess.RunWithInputAsync(body, "replay", "-", "--fail-on-stop")).ExitCode);
        Assert.Equal(0, (await CliProcess.RunWithInputAsync(body, "replay", "-")).ExitCode);
    }

    [Fact]
    public async Task Ask_ErrorOfTheApi_SaysWhichRequest()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Overloaded.WithHeader("request-id", "req_7"));

        CliResult result = await CliProcess.RunAsync("ask", "Hi", "--base-url", server.Address.AbsoluteUri, "--retries", "0");

        Assert.Equal("claude-aot: overloaded_error (529): Overloaded (request req_7)", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public async Task Ask_RetryOnATerminal_IsShown()
    {
        int asked = 0;
        await using ReplayServer server = await ReplayServer.StartAsync(
            new ReplayServerOptions(), _ => ++asked == 1 ? Scripts.Overloaded.WithHeader("retry-after-ms", "1") : Scripts.Hello);
        foreach ((bool isShown, string[] options) in new[] { (true, Array.Empty<string>()), (false, ["--quiet"]) })
        {
            asked = 0;
            using CliProcess process = CliProcess.StartOnTerminal([], ["ask", "Hi", "--base-url", server.Address.AbsoluteUri, .. options]);

            CliResult result = await process.FinishAsync();

            Assert.Equal((0, 2), (result.ExitCode, asked));
            Assert.Contains("Hello", result.Text, StringComparison.Ordinal);
            Assert.Equal(isShown, result.Text.Contains("status 529; sending it again in 0 s (retry 1)", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Ask_Quiet_PrintsOnlyTheAnswer()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);

        CliResult result = await CliProcess.RunAsync("ask", "-q", "Hi", "--base-url", server.Address.AbsoluteUri);

        Assert.Equal((0, "Hello", ""), (result.ExitCode, result.Text, result.Error));
    }
}
