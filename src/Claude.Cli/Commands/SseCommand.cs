using System.CommandLine;
using Claude.Aot.Sse;
using Claude.Cli.IO;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary><c>sse FILE|-</c>: reads any event stream, not only streams of the API.</summary>
internal static class SseCommand
{
    public static Command Create()
    {
        Argument<string> input = InputArgument.Create();
        var command = new Command(
            "sse",
            """
            Parses any event stream (server-sent events) and prints one line of JSON per event: {"event":NAME,"data":STRING,"id":STRING,"retry":NUMBER or null}.
            """)
        {
            input,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using Stream body = InputArgument.Open(parsed.GetRequiredValue(input));
            await PrintAsync(body, cancellationToken);
            return ExitCodes.Complete;
        });
        return command;
    }

    private static async Task PrintAsync(Stream body, CancellationToken cancellationToken)
    {
        using var lines = new JsonLineWriter(StandardOutput.Open());
        await using SseReader reader = SseReader.Create(body);
        try
        {
            while (await reader.WaitToReadAsync(cancellationToken))
            {
                while (reader.TryRead(out SseEvent e))
                {
                    SseLineWriter.Write(lines, e);
                }

                lines.Flush();
            }
        }
        finally
        {
            lines.Flush();
        }
    }
}
