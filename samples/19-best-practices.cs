// Shows the structure for production code: timeouts, Ctrl+C, handling of each kind of failure, and no loss of received text.
// Prints only the text on standard output, and the outcome on standard error.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) => { e.Cancel = true; stop.Cancel(); };

// Use one client for the whole application: it is thread-safe and reuses its connections.
using var client = new ClaudeClient(new ClaudeClientOptions { Timeouts = { Idle = TimeSpan.FromMinutes(1), Total = TimeSpan.FromMinutes(10) } });
try
{
    await using var stream = await client.Messages.StreamAsync(new MessageRequest
    {
        Model = ClaudeModel.Sonnet55,
        MaxTokens = 1024,
        Messages = ["Explain recursion in three sentences"],
    }, cancellationToken: stop.Token);
    await stream.CopyTextToAsync(Console.OpenStandardOutput());

    // A stream that ends without an exception is complete. Check the stop reason to see why the model stopped.
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
