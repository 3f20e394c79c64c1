using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Claude.Aot.Testing;

/// <summary>Builds a message event by event, as the API streams it: <c>new MessageScript().Text("Hel", "lo").End()</c>.</summary>
/// <remarks>Not safe for concurrent use. The scripts that it creates are.</remarks>
public sealed partial class MessageScript
{
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly string _id;
    private readonly string _model;
    private readonly long _inputTokens;
    private int _blocks;
    private int _deltas;

    /// <summary>Creates a message that begins with <c>message_start</c>.</summary>
    /// <param name="model">The name of the model.</param>
    /// <param name="id">The message's id. Give each turn its own, so that the ids of its tool calls differ too.</param>
    /// <param name="inputTokens">The number of input tokens.</param>
    public MessageScript(string model = "claude-sonnet-5-5", string id = "msg_scripted", long inputTokens = 10)
    {
        _id = id;
        _model = model;
        _inputTokens = inputTokens;
        Event("message_start", json =>
        {
            json.WritePropertyName("message"u8);
            WriteMessage(json, stopReason: null, outputTokens: 1);
        });
    }

    /// <summary>Adds a text block with one delta per string.</summary>
    public MessageScript Text(params ReadOnlySpan<string> pieces)
    {
        string text = string.Concat(pieces);
        _content.Add(json =>
        {
            json.WriteString("type"u8, "text"u8);
            json.WriteString("text"u8, text);
        });
        StartBlock("text", json => json.WriteString("text"u8, ""u8));
        Deltas("text_delta", "text", pieces);
        return StopBlock();
    }

    /// <summary>Adds a thinking block with one delta per string, and a signature.</summary>
    public MessageScript Thinking(string signature, params ReadOnlySpan<string> pieces)
    {
        string thinking = string.Concat(pieces);
        _content.Add(json =>
        {
            json.WriteString("type"u8, "thinking"u8);
            json.WriteString("thinking"u8, thinking);
            json.WriteString("signature"u8, signature);
        });
        StartBlock("thinking", json =>
        {
            json.WriteString("thinking"u8, ""u8);
            json.WriteString("signature"u8, ""u8);
        });
        Deltas("thinking_delta", "thinking", pieces);
        Deltas("signature_delta", "signature", [signature]);
        return StopBlock();
    }

    /// <summary>
    /// Adds a tool call, with its input in one delta per JSON fragment. Its id follows from the message's id and the index of the block: with the id
    /// <c>msg_2</c>, the first block is the call <c>toolu_2_0</c>.
    /// </summary>
    public MessageScript ToolUse(string name, params ReadOnlySpan<string> inputFragments)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"toolu_{(_id.StartsWith("msg_", StringComparison.Ordinal) ? _id[4..] : _id)}_{_blocks}");
        string input = string.Concat(inputFragments);
        _content.Add(json =>
        {
            json.WriteString("type"u8, "tool_use"u8);
            json.WriteString("id"u8, id);
            json.WriteString("name"u8, name);
            json.WritePropertyName("input"u8);
            json.WriteRawValue(input.Length == 0 ? "{}" : input);
        });
        StartBlock("tool_use", json =>
        {
            json.WriteString("id"u8, id);
            json.WriteString("name"u8, name);
            json.WriteStartObject("input"u8);
            json.WriteEndObject();
        });
        Deltas("input_json_delta", "partial_json", inputFragments);
        return StopBlock();
    }

    /// <summary>Adds a ping.</summary>
    public MessageScript Ping() => Event("ping", static _ => { });

    /// <summary>Adds an <c>error</c> event.</summary>
    public MessageScript Error(string type, string message)
    {
        _hasOtherEvents = true;
        return Raw("error", json => WriteError(json, type, message));
    }

    /// <summary>Adds any event, with its name and its unmodified data.</summary>
    public MessageScript Event(string name, string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        _hasOtherEvents = true;
        return Raw(name, writer => writer.WriteRawValue(json, skipInputValidation: true));
    }

    /// <summary>Ends the message with <c>message_delta</c> and <c>message_stop</c>.</summary>
    /// <param name="stopReason">The stop reason.</param>
    /// <param name="outputTokens">The number of output tokens, or null to use the number of deltas.</param>
    public ResponseScript End(string stopReason = "end_turn", long? outputTokens = null)
    {
        Event("message_delta", json =>
        {
            json.WriteStartObject("delta"u8);
            json.WriteString("stop_reason"u8, stopReason);
            json.WriteNull("stop_sequence"u8);
            json.WriteEndObject();
            json.WriteStartObject("usage"u8);
            json.WriteNumber("output_tokens"u8, outputTokens ?? _deltas);
            json.WriteEndObject();
        });
        return Event("message_stop", static _ => { }).ToScript();
    }

    /// <summary>Creates a response with the events that were added so far.</summary>
    public ResponseScript ToScript() => ResponseScript.FromBytes(_body.WrittenSpan.ToArray());

    internal static void WriteError(Utf8JsonWriter json, string type, string message)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, type);
        json.WriteString("message"u8, message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void StartBlock(string type, Action<Utf8JsonWriter> writeMembers) => Event("content_block_start", json =>
    {
        json.WriteNumber("index"u8, _blocks);
        json.WriteStartObject("content_block"u8);
        json.WriteString("type"u8, type);
        writeMembers(json);
        json.WriteEndObject();
    });

    private void Deltas(string type, string member, ReadOnlySpan<string> pieces)
    {
        foreach (string piece in pieces)
        {
            _deltas++;
            Event("content_block_delta", json =>
            {
                json.WriteNumber("index"u8, _blocks);
                json.WriteStartObject("delta"u8);
                json.WriteString("type"u8, type);
                json.WriteString(member, piece);
                json.WriteEndObject();
            });
        }
    }

    private MessageScript StopBlock()
    {
        Event("content_block_stop", json => json.WriteNumber("index"u8, _blocks));
        _blocks++;
        return this;
    }

    private MessageScript Event(string name, Action<Utf8JsonWriter> writeMembers) => Raw(name, json =>
    {
        json.WriteStartObject();
        json.WriteString("type"u8, name);
        writeMembers(json);
        json.WriteEndObject();
    });

    private MessageScript Raw(string name, Action<Utf8JsonWriter> write)
    {
        _body.Write("event: "u8);
        _body.Write(Encoding.UTF8.GetBytes(name));
        _body.Write("\ndata: "u8);
        using (var json = new Utf8JsonWriter(_body))
        {
            write(json);
        }

        _body.Write("\n\n"u8);
        return this;
    }
}
