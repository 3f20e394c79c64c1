using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
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
        var chunk = new Option<int?>("--chunk") { HelpName = "N", Description = "read N bytes at a time (default: as many as there are)", CustomParser = ParseChunk };
        var command = new Command("replay", "Reads a recorded response and prints its message, events or text.") { input, chunk };
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

    private static int? ParseChunk(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens.Single().Value, NumberStyles.None, CultureInfo.InvariantCulture, out int bytes) && bytes > 0)
        {
            return bytes;
        }

        result.AddError("--chunk needs a number of bytes from 1 up");
        return null;
    }
}
