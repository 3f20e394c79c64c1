using System.CommandLine;
using Claude.Aot;
using Claude.Cli.IO;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary><c>replay FILE|-</c>: reads a recorded body as if it came from the API.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        Argument<string> input = InputArgument.Create();
        var modes = new OutputModeOptions(OutputMode.Message);
        var chunk = NumberOption.Whole("--chunk", "N", "read at most N bytes at a time (default: as many as are available)", from: 1);
        var command = new Command("replay", "Reads a recorded response and prints its message, its events or its text.") { input, chunk };
        modes.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Stream body = InputArgument.Open(parsed.GetRequiredValue(input));
            if (parsed.GetValue(chunk) is { } bytesPerRead)
            {
                body = new ChunkedStream(body, bytesPerRead);
            }

            await using MessageStream stream = MessageStream.FromStream(body);
            return await new MessagePrinter(StandardOutput.Open(), modes.Get(parsed)).PrintAsync(stream, cancellationToken);
        });
        return command;
    }
}
