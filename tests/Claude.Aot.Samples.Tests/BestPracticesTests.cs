using Claude.Aot.Samples.Tests.Support;

namespace Claude.Aot.Samples.Tests;

public abstract class BestPracticesTests(SampleWorkshop workshop)
{
    private const string Program = "19-best-practices";
    private const string Text = "A function that calls itself.\nEach call gets a smaller problem.\nThe smallest one ends it — or nothing does.";

    [Fact]
    public async Task Answer_Whole_IsTheOnlyOutput()
    {
        SampleResult result = await RunAsync(Recording.Script(Program).WithHeader("request-id", "req_011Best"));

        Assert.Equal(Text, result.Output);
        Assert.Equal("\n[end_turn, 41 tokens, request req_011Best]\n", result.Error);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Answer_CutShort_IsAFailureThatKeepsItsText()
    {
        SampleResult result = await RunAsync(Recording.Script(Program).CutAfter(4));

        Assert.Equal("A function that calls itself.", result.Output);
        Assert.Equal("\n[The body ended after 4 events, before message_stop. Partial has the message so far.] after 29 characters\n", result.Error);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Request_Refused_IsAFailure()
    {
        SampleResult result = await RunAsync(ResponseScript.Error(400, "invalid_request_error", "max_tokens: too many"));

        Assert.Equal("", result.Output);
        Assert.Equal("\n[max_tokens: too many] after 0 characters\n", result.Error);
        Assert.Equal(1, result.ExitCode);
    }

    private async Task<SampleResult> RunAsync(ResponseScript script)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(script);
        return await SampleProcess.RunAsync(await workshop.BuildAsync(Program), server);
    }
}
