using System.Text;
using Claude.Aot.Samples.Tests.Support;

namespace Claude.Aot.Samples.Tests;

public abstract class BufferedTests(SampleWorkshop workshop)
{
    private const string Program = "08-buffered";

    [Theory]
    [InlineData(5, "Otters hold hands wh")]
    [InlineData(6, "Otters hold hands while they sleep.")]
    [InlineData(8, "Otters hold hands while they sleep. 🦦 Sie lie")]
    public async Task Text_WhileTheStreamWaits_IsWrittenInTensOrSentences(int events, string written)
    {
        string[] command = await workshop.BuildAsync(Program);
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Script(Program).StallAfter(events));
        using SampleProcess process = SampleProcess.Start(command, server);

        string seen = await process.ReadAsync(Encoding.UTF8.GetByteCount(written));
        process.Kill();
        string rest = (await process.FinishAsync()).Output;

        Assert.Equal(written, seen);
        Assert.Equal("", rest);
    }
}
