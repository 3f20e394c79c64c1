using System.Text;
using System.Text.Json;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Cli;

public sealed class InterruptTests
{
    // More than a pipe holds: once all of it is written, the process has read the beginning.
    private const int MoreThanAPipeHolds = 256 * 1024;

    [Fact]
    public async Task Replay_CtrlC_PrintsThePartialMessageAndExitsWith130()
    {
        CtrlC.SkipWhereDeaf();
        using CliProcess process = CliProcess.Start("replay", "-", "--message");
        await process.FeedAsync(Streams.Opening);
        for (int fed = 0; fed < MoreThanAPipeHolds; fed += Streams.Delta.Length)
        {
            await process.FeedAsync(Streams.Delta);
        }

        await process.InterruptAsync();
        CliResult result = await process.FinishAsync();

        Assert.Equal(130, result.ExitCode);
        using JsonDocument partial = JsonDocument.Parse(Assert.Single(result.Lines));
        Assert.StartsWith("Hello", partial.RootElement.GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("claude-aot: interrupted", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public async Task Replay_CtrlCInText_KeepsWhatWasPrintedAndExitsWith130()
    {
        CtrlC.SkipWhereDeaf();
        using CliProcess process = CliProcess.Start("replay", "-", "--text");
        await process.FeedAsync(Streams.Opening);
        byte[] text = new byte["Hello".Length];
        await process.Output.ReadExactlyAsync(text);

        await process.InterruptAsync();
        CliResult result = await process.FinishAsync();

        Assert.Equal("Hello", Encoding.UTF8.GetString(text));
        Assert.Equal(130, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal("claude-aot: interrupted", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public async Task Sse_CtrlC_ExitsWith130()
    {
        CtrlC.SkipWhereDeaf();
        using CliProcess process = CliProcess.Start("sse", "-");
        await process.FeedAsync("data: x\n\n"u8.ToArray());
        Assert.NotEmpty(await process.ReadLineAsync());

        await process.InterruptAsync();

        Assert.Equal(130, (await process.FinishAsync()).ExitCode);
    }
}
