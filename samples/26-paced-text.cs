// Reads the text in pieces: after at least 10 characters, at the end of each sentence and line, and after 200 ms at the latest.
// Prints three sentences. A piece never ends within a character that the user sees as one.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = ClaudeModel.Sonnet55,
    MaxTokens = 1024,
    Messages = ["Tell me three facts about otters, a sentence each"],
});

var pacing = new TextPacing { MinChars = 10, FlushAt = ".!?\n", MaxDelay = TimeSpan.FromMilliseconds(200) };
await foreach (string piece in stream.ReadTextAsync(pacing))
    Console.Write(piece);
