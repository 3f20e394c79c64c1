using Claude.Aot.Samples.Tests.Support;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Samples.Tests;

public abstract class InterruptTests(SampleWorkshop workshop)
{
    // Of the recordings: their beginning, and a delta or two.
    private const int SomeEvents = 5;

    [Fact]
    public async Task Interrupt_CtrlCInMidStream_ShowsWhatWasReceivedAndExitsWith130()
    {
        (string seen, SampleResult result, ExchangeEnd end) = await InterruptAsync("16-interrupt", "Once upon a time there was");

        Assert.Equal("Once upon a time there was", seen);
        Assert.Equal("\n[Stopped. Kept: Once upon a time there was]\n", result.Output);
        Assert.Equal("", result.Error);
        Assert.Equal(130, result.ExitCode);
        Assert.Equal(ExchangeEnd.ClientLeft, end);
    }

    [Fact]
    public async Task BestPractices_CtrlCInMidStream_SaysSoAndExitsWith130()
    {
        (_, SampleResult result, ExchangeEnd end) = await InterruptAsync(
            "19-best-practices", "A function that calls itself.\nEach call gets a smaller problem.");

        Assert.Equal("", result.Output);
        Assert.Equal("\n[stopped] after 63 characters\n", result.Error);
        Assert.Equal(130, result.ExitCode);
        Assert.Equal(ExchangeEnd.ClientLeft, end);
    }

    private async Task<(string Seen, SampleResult Result, ExchangeEnd End)> InterruptAsync(string program, string text)
    {
        CtrlC.SkipWhereDeaf();
        string[] command = await workshop.BuildAsync(program);
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Script(program).StallAfter(SomeEvents));
        using SampleProcess process = SampleProcess.Start(command, server);
        string seen = await process.ReadAsync(text.Length);

        await process.InterruptAsync();
        SampleResult result = await process.FinishAsync();

        return (seen, result, await Assert.Single(server.Log.All).Ended);
    }
}
