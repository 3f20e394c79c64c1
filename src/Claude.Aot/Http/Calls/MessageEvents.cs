using System.Buffers;
using System.Text.Json;
using Claude.Aot.Json;
using Claude.Aot.Serialization;

namespace Claude.Aot.Http;

/// <summary>Writes a complete message as the event stream that would have produced it, so that it can be read like any stream.</summary>
internal static class MessageEvents
{
    /// <summary>The members of a message that the API sends at its end.</summary>
    private static readonly string[] s_endMembers = ["stop_reason", "stop_sequence", "stop_details", "container", "context_management"];

    public static byte[] Write(RawJson source)
    {
        // A line break would end the field of the event. In JSON a line break is only whitespace between tokens, so a space can replace it.
        byte[] line = source.Utf8.ToArray();
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        var message = new RawJson(line);
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body, JsonText.Writer);
        WriteStart(json, body, message);
        message.TryGetMember("content"u8, out RawJson content);
        int index = 0;
        foreach (RawJson block in content.Elements())
        {
            WriteBlock(json, body, block, index++);
        }

        WriteEnd(json, body, message);
        return body.WrittenSpan.ToArray();
    }

    private static void WriteStart(Utf8JsonWriter json, ArrayBufferWriter<byte> body, RawJson message)
    {
        Begin(json, body, "message_start");
        json.WritePropertyName("message"u8);
        WriteWith(json, message, static (name, _) => name == "content" ? "[]" : null);
        End(json, body);
    }

    private static void WriteBlock(Utf8JsonWriter json, ArrayBufferWriter<byte> body, RawJson block, int index)
    {
        string type = block.StringOf("type"u8) ?? "";
        Begin(json, body, "content_block_start");
        json.WriteNumber("index"u8, index);
        json.WritePropertyName("content_block"u8);
        WriteWith(json, block, (name, value) => DeltaTypeOf(type, name, value) is null ? null : name == "input" ? "{}" : "\"\"");
        End(json, body);

        var members = new JsonMemberReader(block);
        while (members.MoveNext())
        {
            string name = members.NameString;
            if (DeltaTypeOf(type, name, members.Value) is { } deltaType)
            {
                WriteDelta(json, body, index, deltaType, name, members.Value);
            }
        }

        Begin(json, body, "content_block_stop");
        json.WriteNumber("index"u8, index);
        End(json, body);
    }

    private static void WriteDelta(Utf8JsonWriter json, ArrayBufferWriter<byte> body, int index, string deltaType, string name, RawJson value)
    {
        Begin(json, body, "content_block_delta");
        json.WriteNumber("index"u8, index);
        json.WriteStartObject("delta"u8);
        json.WriteString("type"u8, deltaType);
        if (name == "input")
        {
            json.WriteString("partial_json"u8, value.Utf8);
        }
        else
        {
            json.WritePropertyName(name);
            value.Write(json);
        }

        json.WriteEndObject();
        End(json, body);
    }

    private static void WriteEnd(Utf8JsonWriter json, ArrayBufferWriter<byte> body, RawJson message)
    {
        Begin(json, body, "message_delta");
        json.WriteStartObject("delta"u8);
        foreach (string name in s_endMembers)
        {
            CopyMember(json, message, name);
        }

        json.WriteEndObject();
        CopyMember(json, message, "usage");
        End(json, body);
        Begin(json, body, "message_stop");
        End(json, body);
    }

    /// <summary>Gets the type of the delta that carries a member of a block; null for a member that belongs to the block's start.</summary>
    private static string? DeltaTypeOf(string blockType, string name, RawJson value) => (blockType, name, value.ValueKind) switch
    {
        ("text", "text", JsonValueKind.String) => "text_delta",
        ("thinking", "thinking", JsonValueKind.String) => "thinking_delta",
        ("thinking", "signature", JsonValueKind.String) => "signature_delta",
        ("tool_use" or "server_tool_use" or "mcp_tool_use", "input", JsonValueKind.Object) => "input_json_delta",
        _ => null,
    };

    private static void CopyMember(Utf8JsonWriter json, RawJson message, string name)
    {
        var members = new JsonMemberReader(message);
        RawJson value = default;
        while (members.MoveNext())
        {
            value = members.NameString == name ? members.Value : value;
        }

        if (!value.IsEmpty)
        {
            json.WritePropertyName(name);
            value.Write(json);
        }
    }

    /// <summary>Writes an object, and replaces the values of some of its members.</summary>
    private static void WriteWith(Utf8JsonWriter json, RawJson source, Func<string, RawJson, string?> replace)
    {
        json.WriteStartObject();
        var members = new JsonMemberReader(source);
        while (members.MoveNext())
        {
            string name = members.NameString;
            json.WritePropertyName(name);
            if (replace(name, members.Value) is { } other)
            {
                json.WriteRawValue(other, skipInputValidation: true);
            }
            else
            {
                members.Value.Write(json);
            }
        }

        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, ArrayBufferWriter<byte> body, string type)
    {
        body.Write("event: "u8);
        body.Write(System.Text.Encoding.UTF8.GetBytes(type));
        body.Write("\ndata: "u8);
        json.WriteStartObject();
        json.WriteString("type"u8, type);
    }

    private static void End(Utf8JsonWriter json, ArrayBufferWriter<byte> body)
    {
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        body.Write("\n\n"u8);
    }
}
