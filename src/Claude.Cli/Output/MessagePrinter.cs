using Claude.Aot;

namespace Claude.Cli.Output;

/// <summary>Prints a message stream in one of the modes. If the stream fails, writes the reason to standard error.</summary>
internal sealed class MessagePrinter(Stream output, AnswerOptions answer)
{
    /// <returns>The exit code.</returns>
    public async Task<int> PrintAsync(MessageStream stream, CancellationToken cancellationToken)
    {
        try
        {
            await (answer.Mode switch
            {
                OutputMode.Events => PrintEventsAsync(stream, cancellationToken),
                OutputMode.Message => PrintMessageAsync(stream, cancellationToken),
                _ => PrintTextAsync(stream, cancellationToken),
            });
            return answer.FailsOnStop ? ExitCodes.Of(stream.Snapshot.StopReason) : ExitCodes.Complete;
        }
        catch (Exception e) when (Failure.Explains(e))
        {
            Failure failure = Failure.From(e);
            if (answer.Mode == OutputMode.Message && failure.Partial is { } partial)
            {
                PrintMessage(partial);
            }

            return failure.Report();
        }
    }

    private async Task PrintTextAsync(MessageStream stream, CancellationToken cancellationToken)
    {
        try
        {
            await stream.CopyTextToAsync(Console.IsOutputRedirected ? output : new TerminalText(output), cancellationToken);
        }
        finally
        {
            // On a terminal, the next output must start on a new line. A pipe or file gets only the text.
            if (!Console.IsOutputRedirected)
            {
                output.Write("\n"u8);
            }
        }
    }

    private async Task PrintEventsAsync(MessageStream stream, CancellationToken cancellationToken)
    {
        using var lines = new JsonLineWriter(output);
        try
        {
            while (await stream.WaitToReadAsync(cancellationToken))
            {
                while (stream.TryRead(out StreamEvent e))
                {
                    EventLineWriter.Write(lines, e.TypeName.Span, e.RawJson.Span);
                }

                lines.Flush();
            }
        }
        catch (ClaudeApiException e) when (!e.RawBody.IsEmpty)
        {
            // An error event ends the stream with an exception, but it was received like the other events, so it is printed too.
            EventLineWriter.WriteError(lines, e.RawBody.Span);
            throw;
        }
        finally
        {
            lines.Flush();
        }
    }

    private async Task PrintMessageAsync(MessageStream stream, CancellationToken cancellationToken) =>
        PrintMessage(await stream.GetFinalMessageAsync(cancellationToken));

    private void PrintMessage(Message message)
    {
        using var lines = new JsonLineWriter(output);
        ClaudeJson.Write(lines.Json, message);
        lines.EndLine();
        lines.Flush();
    }
}
