// Stops on Ctrl+C: the request is aborted at once, and what was received is kept.
// Prints the text as far as it came, and what was kept; exits with 130 when it was stopped.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;   // the program ends itself, below
    stop.Cancel();
};

using var client = new ClaudeClient();
try
{
    await using var stream = await client.Messages.StreamAsync(new MessageRequest
    {
        Model = "claude-sonnet-5-5",
        MaxTokens = 4096,
        Messages = ["Write a long story"],
    }, cancellationToken: stop.Token);

    await foreach (string text in stream.ReadTextAsync())
        Console.Write(text);
    Console.WriteLine();
    return 0;
}
catch (ClaudeCanceledException e)
{
    Console.WriteLine($"\n[Stopped. Kept: {e.Partial?.Text}]");
    return 130;
}
