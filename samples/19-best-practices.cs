// The shape for production: limits of time, Ctrl+C, failures by type, and nothing that was received is lost.
// Prints the text and nothing else on standard output, and how it ended on standard error.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) => { e.Cancel = true; stop.Cancel(); };

// One for the whole application: it is safe for concurrent use and keeps its connections.
using var client = new ClaudeClient(new ClaudeClientOptions { Timeouts = { Idle = TimeSpan.FromMinutes(1), Total = TimeSpan.FromMinutes(10) } });
try
{
    await using var stream = await client.Messages.StreamAsync(new MessageRequest
    {
        Model = "claude-sonnet-5-5",
        MaxTokens = 1024,
        Messages = ["Explain recursion in three sentences"],
    }, cancellationToken: stop.Token);
    await stream.CopyTextToAsync(Console.OpenStandardOutput());

    // Whatever ends without an exception is complete; why the model stopped is still worth a look.
    Message message = await stream.GetFinalMessageAsync();
    Console.Error.WriteLine($"\n[{message.StopReason}, {message.Usage.OutputTokens} tokens, request {stream.RequestId}]");
    return message.StopReason == StopReason.EndTurn ? 0 : 1;
}
catch (ClaudeCanceledException e)
{
    return Report("stopped", e.Partial, 130);
}
catch (ClaudeException e)
{
    return Report(e.Message, e.Partial, 1);
}

static int Report(string reason, Message? partial, int exitCode)
{
    Console.Error.WriteLine($"\n[{reason}] after {partial?.Text.Length ?? 0} characters");
    return exitCode;
}
