using Claude.Aot.Samples.Tests.Support;

namespace Claude.Aot.Samples.Tests;

public abstract class ConcurrentTests(SampleWorkshop workshop)
{
    private const string Program = "07-concurrent";

    [Fact]
    public async Task Questions_AskedAtOnce_AreAnsweredInTheirOrder()
    {
        string[] command = await workshop.BuildAsync(Program);
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), exchange => Answer(exchange).HoldAt(gate));
        using SampleProcess process = SampleProcess.Start(command, server);

        // No answer begins before all three questions are there.
        for (int i = 0; i < 3; i++)
        {
            await server.Log.NextAsync(TestContext.Current.CancellationToken);
        }

        gate.Release();
        SampleResult result = await process.FinishAsync();

        Assert.Equal("", result.Error);
        Assert.Equal(Recording.ExpectedOutput(Program), result.Output);
        Assert.Equal(3, server.Log.All.Count);
    }

    private static ResponseScript Answer(Exchange exchange)
    {
        string country = new[] { "France", "Japan", "Peru" }.Single(country => exchange.BodyText.Contains(country, StringComparison.Ordinal));
        return Recording.Script($"{Program}-{country.ToLowerInvariant()}");
    }
}
