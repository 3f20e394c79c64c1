using System.CommandLine;
using Claude.Aot;
using Claude.Cli.IO;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary>
/// Runs if there is no command: sends a short prompt to the API if a key is set, otherwise plays the recording that is embedded in the program, at reading
/// speed.
/// </summary>
internal static class DemoCommand
{
    public static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        ClientOptionSet.HasCredentials ? AskAsync(cancellationToken) : ReplayAsync(cancellationToken);

    private static Task<int> AskAsync(CancellationToken cancellationToken) => Asking.RunAsync(
        new ClaudeClientOptions(),
        new MessageRequest { Model = Asking.DefaultModel, MaxTokens = 256, Messages = ["In three sentences: why do rivers bend?"] },
        new AnswerOptions(OutputMode.Text),
        cancellationToken);

    private static async Task<int> ReplayAsync(CancellationToken cancellationToken)
    {
        var body = new PacedStream(DemoRecording.Read(), TimeSpan.FromSeconds(1.0 / DemoRecording.EventsPerSecond));
        await using MessageStream stream = MessageStream.FromStream(body);
        int exitCode = await new MessagePrinter(StandardOutput.Open(), new AnswerOptions(OutputMode.Text)).PrintAsync(stream, cancellationToken);
        StandardError.WriteLine(Summary.Of(stream.Snapshot.ToMessage()));
        StandardError.WriteLine("this was a recording, read as if it came from the API; no request was sent. See --help for how to play your own recordings.");
        StandardError.WriteLine("to send a prompt to the API, run: export ANTHROPIC_API_KEY=..., then claude-aot ask \"...\"");
        return exitCode;
    }
}
