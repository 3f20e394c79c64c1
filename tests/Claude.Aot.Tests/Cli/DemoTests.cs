namespace Claude.Aot.Tests.Cli;

public sealed class DemoTests
{
    [Fact]
    public async Task Cli_NoArguments_PlaysTheRecordingAndSaysSo()
    {
        CliResult result = await CliProcess.RunAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(string.Concat(Streams.Recorded("llm-anthropic__test_url_prompt").Expected.Text), result.Text);
        Assert.Contains("206 output tokens, stop reason end_turn", result.Error, StringComparison.Ordinal);
        Assert.Contains("recording", result.Error, StringComparison.Ordinal);
        Assert.Contains("ANTHROPIC_API_KEY", result.Error, StringComparison.Ordinal);
    }
}
