using System.Globalization;
using System.Text;
using Claude.Aot.Buffers;
using Claude.Aot.Json;
using Claude.Aot.Serialization;

namespace Claude.Aot.Resuming;

/// <summary>
/// Rewrites the events of the response to a further request as events of the interrupted message: with its indices, without a second <c>message_start</c>, and
/// with the usage added up. The result is what a server would have sent without the interruption.
/// </summary>
internal sealed class PartRewriter
{
    private const string EmptyString = "\"\"";

    private readonly PartStart _start;
    private readonly PooledByteBuffer _output;
    private int _openBlock;
    private int _carriedBlock = -1;
    private ReadOnlyMemory<char> _trimmedWhitespace;

    public PartRewriter(PartStart start, PooledByteBuffer output)
    {
        _start = start;
        _output = output;
        _openBlock = start.OpenBlock;
        _trimmedWhitespace = start.TrimmedWhitespace.AsMemory();
        foreach (int block in start.StoppedBlocks)
        {
            WriteStop(block);
        }
    }

    public void Write(in StreamEvent e)
    {
        RawJson json = new(e.RawJson.Span.ToArray());
        switch (e.Type)
        {
            case StreamEventType.MessageStart:
                break;
            case StreamEventType.ContentBlockStart when e.Index == 0 && _openBlock >= 0:
                WriteFirstStart(json, e.ContentBlock.Type == ContentBlockType.Text);
                break;
            case StreamEventType.ContentBlockDelta
                when e.Index == 0 && _carriedBlock >= 0 && _trimmedWhitespace.Length > 0 && e.Delta.Type == DeltaType.TextDelta:
                WriteShifted("content_block_delta"u8, WithoutTrimmedWhitespace(json));
                break;
            case StreamEventType.MessageDelta:
                StopOpenBlock();
                WriteEvent("message_delta"u8, WithUsage(json));
                break;
            case StreamEventType.MessageStop:
                StopOpenBlock();
                WriteEvent("message_stop"u8, json);
                break;
            default:
                WriteShifted(e.TypeName.Span, json);
                break;
        }
    }

    // The block is already open, so the text of the new part follows without another content_block_start.
    private void WriteFirstStart(RawJson json, bool isText)
    {
        if (!isText)
        {
            StopOpenBlock();
            WriteShifted("content_block_start"u8, json);
            return;
        }

        _carriedBlock = _openBlock;
        _openBlock = -1;
        json.TryGetMember("content_block"u8, out RawJson block);
        if (block.TryGetMember("text"u8, out RawJson text) && text.Utf8.Length > EmptyString.Length)
        {
            WriteShifted("content_block_delta"u8, WithoutTrimmedWhitespace(TextDelta(text)));
        }
    }

    private static RawJson TextDelta(RawJson text) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "content_block_delta"u8);
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("delta"u8);
        json.WriteString("type"u8, "text_delta"u8);
        json.WritePropertyName("text"u8);
        text.Write(json);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>Skips whitespace that the model repeats. It was trimmed from the text that was sent back to the model, but the reader already has it.</summary>
    private RawJson WithoutTrimmedWhitespace(RawJson json)
    {
        if (!json.TryGetMember("delta"u8, out RawJson delta)
            || !delta.TryGetMember("text"u8, out RawJson value)
            || !value.TryGetString(out string? text)
            || text.Length == 0)
        {
            return json;
        }

        int common = text.AsSpan().CommonPrefixLength(_trimmedWhitespace.Span);
        _trimmedWhitespace = common == text.Length ? _trimmedWhitespace[common..] : default;
        return common == 0 ? json : JsonMembers.Replace(json, "delta"u8, JsonMembers.Replace(delta, "text"u8, JsonMembers.String(text[common..]).Utf8).Utf8);
    }

    private RawJson WithUsage(RawJson json) =>
        json.TryGetMember("usage"u8, out RawJson usage) && !usage.IsNull ? JsonMembers.Replace(json, "usage"u8, UsageSum.Of(_start.Usage, usage).Utf8) : json;

    private void StopOpenBlock()
    {
        if (_openBlock >= 0)
        {
            WriteStop(_openBlock);
            _openBlock = -1;
        }
    }

    private void WriteStop(int index)
    {
        string json = string.Create(CultureInfo.InvariantCulture, $$"""{"type":"content_block_stop","index":{{index}}}""");
        WriteEvent("content_block_stop"u8, new RawJson(Encoding.ASCII.GetBytes(json)));
    }

    private void WriteShifted(ReadOnlySpan<byte> name, RawJson json)
    {
        bool hasIndex = json.TryGetMember("index"u8, out RawJson value) & JsonMemberReader.TryParseInt64(value.Utf8, out long index);
        WriteEvent(name, hasIndex ? JsonMembers.Replace(json, "index"u8, Encoding.ASCII.GetBytes(Shift(index).ToString(CultureInfo.InvariantCulture))) : json);
    }

    private long Shift(long index) => _carriedBlock < 0 ? _start.NextBlock + index : index == 0 ? _carriedBlock : _start.NextBlock + index - 1;

    private void WriteEvent(ReadOnlySpan<byte> name, RawJson json)
    {
        // A name with a line break would be split into several lines. The JSON has the type too.
        bool isLine = !name.ContainsAny((byte)'\r', (byte)'\n');
        _output.Append(isLine ? "event: "u8 : ":"u8);
        _output.Append(isLine ? name : default);
        foreach (Range line in json.Utf8.Split((byte)'\n'))
        {
            _output.Append("\ndata: "u8);
            _output.Append(json.Utf8[line]);
        }

        _output.Append("\n\n"u8);
    }
}
