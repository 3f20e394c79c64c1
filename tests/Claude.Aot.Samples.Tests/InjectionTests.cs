using Claude.Aot.Samples.Tests.Support;

namespace Claude.Aot.Samples.Tests;

public abstract class InjectionTests(SampleWorkshop workshop)
{
    [Fact]
    public async Task Clients_OfTheHost_SendTheirOwnKeys()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new MessageScript().Text("Rivers bend.").End(), new MessageScript().Text("So do roads.").End());

        SampleResult result = await SampleProcess.RunAsync(await workshop.BuildAsync("23-dependency-injection"), server);

        Assert.Equal("", result.Error);
        Assert.Equal("Rivers bend.\nSo do roads.\n", result.Output);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal([SampleProcess.Key, "key-of-tenant-b"], server.Log.All.Select(sent => sent.Headers["x-api-key"]));
    }
}
