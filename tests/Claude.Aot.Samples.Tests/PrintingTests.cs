using Claude.Aot.Samples.Tests.Support;

namespace Claude.Aot.Samples.Tests;

/// <summary>The programs that ask once: what they print is all there is to see.</summary>
public abstract class PrintingTests(SampleWorkshop workshop)
{
    [Theory]
    [InlineData("01-basic-text")]
    [InlineData("02-final-message")]
    [InlineData("03-all-events")]
    [InlineData("04-tool-use", """
        "tools":[{"type":"custom","name":"get_weather","description":"Get weather","input_schema":{"type":"object","properties":{"location":{"type":"string"}},"required":["location"]}}]
        """)]
    [InlineData("05-token-usage")]
    [InlineData("06-async")]
    [InlineData("08-buffered")]
    [InlineData("09-snapshot")]
    [InlineData("12-system-prompt", """ "system":"You are a helpful Python expert. Be concise." """)]
    [InlineData("13-temperature", """ "output_config":{"effort":"low"} """)]
    [InlineData("14-thinking", """ "thinking":{"type":"enabled","budget_tokens":1024} """)]
    [InlineData("16-interrupt")]
    [InlineData("17-manual-iteration")]
    [InlineData("21-typed-output", """ "properties":{"title":{"type":"string"},"minutes":{"description":"{minimum: 1, maximum: 600}","type":"integer"} """)]
    [InlineData("25-telemetry")]
    [InlineData("26-paced-text")]
    public async Task Program_Answered_PrintsAsItsRecordingSays(string name, string sent = "")
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Script(name));

        SampleResult result = await SampleProcess.RunAsync(await workshop.BuildAsync(name), server);

        Assert.Equal("", result.Error);
        Assert.Equal(Recording.ExpectedOutput(name), result.Output);
        Assert.Equal(0, result.ExitCode);
        Exchange exchange = Assert.Single(server.Log.All);
        Assert.Equal(SampleProcess.Key, exchange.Headers["x-api-key"]);
        Assert.Contains(sent.Trim(), exchange.BodyText, StringComparison.Ordinal);
        // To its end: nothing was left unread, so that the connection can be used again.
        Assert.Equal(ExchangeEnd.Completed, await exchange.Ended);
    }

    [Fact]
    public async Task Thinking_Asking_NamesTheBeta()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Script("14-thinking"));

        await SampleProcess.RunAsync(await workshop.BuildAsync("14-thinking"), server);

        Exchange exchange = Assert.Single(server.Log.All);
        Assert.Equal("interleaved-thinking-2025-05-14", exchange.Headers["anthropic-beta"]);
        Assert.Equal("?beta=true", exchange.Query);
    }
}
