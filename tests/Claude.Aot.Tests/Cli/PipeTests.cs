namespace Claude.Aot.Tests.Cli;

public sealed class PipeTests
{
    [Theory]
    [InlineData("--events")]
    [InlineData("--text")]
    public async Task Replay_ReaderLeavesEarly_EndsQuietlyThoughInputGoesOn(string mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not tell a writer that its reader left.");
        using CliProcess process = CliProcess.Start("replay", "-", mode);
        Task<string> error = process.ReadErrorAsync();
        await process.FeedAsync(Streams.Opening);
        byte[] first = new byte[1];
        await process.Output.ReadExactlyAsync(first);

        process.Output.Dispose();
        while (await process.FeedAsync(Streams.Delta))
        {
            // Until the process is gone, its input is open and never ends.
        }

        Assert.Equal(0, await process.WaitForExitAsync());
        Assert.Empty(await error);
    }

    [Fact]
    public async Task Replay_EventsFromAPipe_ArePrintedAsTheyArrive()
    {
        using CliProcess process = CliProcess.Start("replay", "-", "--events");
        await process.FeedAsync(Streams.Opening);

        Assert.StartsWith("""{"event":"message_start",""", await process.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("""{"event":"content_block_start",""", await process.ReadLineAsync(), StringComparison.Ordinal);
        Assert.StartsWith("""{"event":"content_block_delta",""", await process.ReadLineAsync(), StringComparison.Ordinal);

        process.CloseInput();
        Assert.Equal(4, (await process.FinishAsync()).ExitCode);
    }
}
