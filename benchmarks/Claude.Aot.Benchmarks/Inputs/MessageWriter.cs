using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>
/// Writes one message in the form in which the API streams it: same members, same order, and no whitespace except before an event's last brace.
/// </summary>
internal sealed class MessageWriter
{
    // Like the API, this encoder escapes only characters that JSON requires to be escaped.
    private static readonly JavaScriptEncoder s_encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly Random? _padding;
    private int _eventCount;
    private long _textBytes;
    private int _index = -1;

    /// <param name="padding">Determines the number of spaces, 0 to 15, that pad each delta; null for no padding.</param>
    public MessageWriter(Random? padding = null)
    {
        _padding = padding;
        Write(
            "message_start",
            """
            {"type":"message_start","message":{"model":"claude-sonnet-5-5","id":"msg_01XFDUDYJgAACzvnptvVoYEL","type":"message","role":"assistant","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":2679,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":3,"service_tier":"standard"}}}
            """);
    }

    public void Ping() => Write("ping", """{"type": "ping"}""");

    public void StartBlock(string block)
    {
        _index++;
        Write("content_block_start", $$"""{"type":"content_block_start","index":{{_index}},"content_block":{{block}}}""");
    }

    public void Text(string text)
    {
        _textBytes += Encoding.UTF8.GetByteCount(text);
        StringDelta("text_delta", "text", text);
    }

    /// <summary>Writes a delta with one string.</summary>
    public void StringDelta(string type, string member, string value) => Delta(type, $"\"{member}\":\"{JsonEncodedText.Encode(value, s_encoder)}\"");

    /// <summary>Writes a delta with one member.</summary>
    public void Delta(string type, string member)
    {
        string spaces = new(' ', _padding?.Next(16) ?? 0);
        Write("content_block_delta", $$$"""{"type":"content_block_delta","index":{{{_index}}},"delta":{"type":"{{{type}}}",{{{member}}}}{{{spaces}}}}""");
    }

    public void StopBlock() => Write("content_block_stop", $$"""{"type":"content_block_stop","index":{{_index}}}""");

    /// <summary>Ends the message, and returns it as an input.</summary>
    public StreamInput Finish(string name, string stopReason, int readSize = int.MaxValue)
    {
        Write(
            "message_delta",
            $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{stopReason}}}","stop_sequence":null},"usage":{"input_tokens":2679,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":{{{_eventCount}}}}}""");
        Write("message_stop", """{"type":"message_stop"}""");
        return new StreamInput(name, _body.WrittenSpan.ToArray(), readSize, _eventCount, _textBytes);
    }

    private void Write(string name, string json)
    {
        _eventCount++;
        Encoding.UTF8.GetBytes($"event: {name}\ndata: {json}\n\n", _body);
    }
}
