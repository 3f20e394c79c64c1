// Buffers the text and writes it after every 10 characters, and at the end of each sentence and line. It creates no strings.
// Prints three sentences.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using System.Buffers;
using System.Text;
using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = ClaudeModel.Sonnet55,
    MaxTokens = 1024,
    Messages = ["Tell me three facts about otters, a sentence each"],
});

using Stream output = Console.OpenStandardOutput();
var buffer = new ArrayBufferWriter<byte>();
int characters = 0;
while (await stream.WaitToReadAsync())
    while (stream.TryRead(out StreamEvent e))
    {
        // The span is empty if the event has no text. A character is never split across two events.
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
