using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>
/// Reads with .NET's own parser of server-sent events, and reads JSON token by token, without objects and strings. It examines only the text.
/// </summary>
internal sealed class Utf8JsonReaderReader : IRival
{
    private byte[] _text = new byte[256];

    public string Name => "SseParser+Utf8JsonReader";

    public async Task<long> ReadAsync(StreamInput input)
    {
        long bytes = 0;
        SseParser<int> parser = SseParser.Create(input.Open(), (_, data) => ReadEvent(data));
        await foreach (SseItem<int> item in parser.EnumerateAsync())
        {
            bytes += item.Data;
        }

        return bytes;
    }

    /// <summary>Reads the text of a text delta into <see cref="_text"/>.</summary>
    /// <returns>The length of the text; 0 for any other event.</returns>
    private int ReadEvent(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        reader.Read();
        bool isDelta = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                isDelta = reader.ValueTextEquals("content_block_delta"u8);
            }
            else if (isDelta && reader.ValueTextEquals("delta"u8))
            {
                reader.Read();
                return ReadDelta(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return 0;
    }

    private int ReadDelta(ref Utf8JsonReader reader)
    {
        bool isText = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                isText = reader.ValueTextEquals("text_delta"u8);
            }
            else if (isText && reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                return CopyText(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return 0;
    }

    private int CopyText(ref Utf8JsonReader reader)
    {
        if (_text.Length < reader.ValueSpan.Length)
        {
            _text = new byte[reader.ValueSpan.Length];
        }

        return reader.CopyString(_text);
    }
}
