using Claude.Aot.Samples.Tests.Support;

namespace Claude.Aot.Samples.Tests;

public abstract class TimeoutTests(SampleWorkshop workshop)
{
    private const string Program = "18-timeouts-and-retries";

    [Fact]
    public async Task Calls_ThatFailAtFirstOrStall_AreRetriedAndTimeOut()
    {
        ResponseScript overloaded = ResponseScript.Error(529, "overloaded_error", "Overloaded").WithHeader("retry-after-ms", "1");
        await using ReplayServer server = await ReplayServer.StartAsync(
            overloaded, overloaded, Recording.Script($"{Program}-colour"), Recording.Script($"{Program}-fruit").StallAfter(5));

        SampleResult result = await SampleProcess.RunAsync(await workshop.BuildAsync(Program), server);

        Assert.Equal("", result.Error);
        Assert.Equal("Vermilion\nA persimmon\n[Timed out: Total after 3 s]\n", result.Output);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(4, server.Log.All.Count);
    }
}
