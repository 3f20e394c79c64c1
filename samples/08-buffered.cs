// Collects the text and writes it every 10 characters, or where a sentence or line ends; no piece becomes a string.
// Prints three sentences.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using System.Buffers;
using System.Text;
using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = "claude-sonnet-5-5",
    MaxTokens = 1024,
    Messages = ["Tell me three facts about otters, a sentence each"],
});

using Stream output = Console.OpenStandardOutput();
var buffer = new ArrayBufferWriter<byte>();
int characters = 0;
while (await stream.WaitToReadAsync())
    while (stream.TryRead(out StreamEvent e))
    {
        // Empty where the event brings no text. No character is ever split over two events.
        ReadOnlySpan<byte> text = e.Delta.Text.Span;
        while (Rune.DecodeFromUtf8(text, out Rune character, out int length) == OperationStatus.Done)
        {
            buffer.Write(text[..length]);
            text = text[length..];
            if (++characters == 10 || character.Value is '.' or '!' or '?' or '\n')
                Flush();
        }
    }
Flush();

void Flush()
{
    output.Write(buffer.WrittenSpan);
    buffer.ResetWrittenCount();
    characters = 0;
}
