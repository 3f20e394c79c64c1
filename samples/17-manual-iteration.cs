// Uses the enumerator directly, for code in which await foreach is not possible.
// Prints the text and the number of events.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
MessageStream stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = ClaudeModel.Sonnet55,
    MaxTokens = 1024,
    Messages = ["Count to five"],
});

int count = 0;
MessageStream.Enumerator events = stream.GetAsyncEnumerator();
try
{
    while (await events.MoveNextAsync())
    {
        count++;
        StreamEvent e = events.Current;
        if (e.Delta.Type == DeltaType.TextDelta)
            Console.Write(e.Delta.Text.ToString());
    }
}
finally
{
    await events.DisposeAsync();
    await stream.DisposeAsync();
}
Console.WriteLine($"\n[{count} events]");
