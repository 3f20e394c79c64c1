// Stops on Ctrl+C: aborts the request at once and keeps the text received so far.
// Prints the text as it arrives. If it was stopped, prints the text that was kept and exits with 130.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;   // the process must not end here; the program ends itself below
    stop.Cancel();
};

using var client = new ClaudeClient();
try
{
    await using var stream = await client.Messages.StreamAsync(new MessageRequest
    {
        Model = ClaudeModel.Sonnet55,
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
