using Claude.Aot.Samples.Tests.Support;

namespace Claude.Aot.Samples.Tests;

public abstract class ResponseTests(SampleWorkshop workshop)
{
    private const string Program = "15-raw-response";

    [Fact]
    public async Task Response_BeforeTheFirstEvent_IsThere()
    {
        ResponseScript script = Recording.Script(Program)
            .WithHeader("request-id", "req_011RawResponse")
            .WithHeader("anthropic-organization-id", "0b8f1c1e-organization")
            .WithHeader("anthropic-ratelimit-tokens-limit", "80000")
            .WithHeader("anthropic-ratelimit-tokens-remaining", "79000")
            .WithHeader("anthropic-ratelimit-tokens-reset", "2026-01-02T03:04:05Z");
        await using ReplayServer server = await ReplayServer.StartAsync(script);

        SampleResult result = await SampleProcess.RunAsync(await workshop.BuildAsync(Program), server);

        Assert.Equal("", result.Error);
        Assert.Equal(Recording.ExpectedOutput(Program), result.Output);
        Assert.Equal(0, result.ExitCode);
    }
}
