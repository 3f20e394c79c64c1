using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Telemetry;

/// <summary>
/// Writes content in the JSON of the GenAI conventions. Only what a person can read is written: no binary or encrypted data, and no signatures.
/// </summary>
internal static class ContentJson
{
    /// <summary>Writes the messages of a request.</summary>
    public static string Input(RawJson messages) => Array(messages, static (writer, message) =>
    {
        writer.WriteStartObject();
        WriteMember(writer, "role"u8, message, "role"u8);
        WriteParts(writer, message, "content"u8);
        writer.WriteEndObject();
    });

    /// <summary>Writes the message of a response.</summary>
    public static string Output(RawJson message, string finishReason) => JsonText.Write(writer =>
    {
        writer.WriteStartArray();
        writer.WriteStartObject();
        WriteMember(writer, "role"u8, message, "role"u8);
        WriteParts(writer, message, "content"u8);
        writer.WriteString("finish_reason"u8, finishReason);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }).ToString();

    /// <summary>Writes a system prompt, or the result of a tool: text, or blocks.</summary>
    public static string Parts(RawJson content) => JsonText.Write(writer => WriteParts(writer, content)).ToString();

    /// <summary>Writes the definitions of tools.</summary>
    public static string Tools(RawJson tools) => Array(tools, static (writer, tool) =>
    {
        writer.WriteStartObject();
        bool isFunction = tool.TryGetMember("input_schema"u8, out _);
        writer.WriteString("type"u8, isFunction ? ClaudeTelemetry.Function : tool.StringOf("type"u8));
        WriteMember(writer, "name"u8, tool, "name"u8);
        WriteMember(writer, "description"u8, tool, "description"u8);
        WriteMember(writer, "parameters"u8, tool, "input_schema"u8);
        writer.WriteEndObject();
    });

    private static string Array(RawJson elements, Action<Utf8JsonWriter, RawJson> write) => JsonText.Write(writer =>
    {
        writer.WriteStartArray();
        foreach (RawJson element in elements.Elements())
        {
            write(writer, element);
        }

        writer.WriteEndArray();
    }).ToString();

    private static void WriteParts(Utf8JsonWriter writer, RawJson message, ReadOnlySpan<byte> member)
    {
        message.TryGetMember(member, out RawJson content);
        writer.WritePropertyName("parts"u8);
        WriteParts(writer, content);
    }

    private static void WriteParts(Utf8JsonWriter writer, RawJson content)
    {
        writer.WriteStartArray();
        if (content.ValueKind == JsonValueKind.String)
        {
            WritePart(writer, "text", content);
        }

        foreach (RawJson block in content.Elements())
        {
            WriteBlock(writer, block);
        }

        writer.WriteEndArray();
    }

    private static void WriteBlock(Utf8JsonWriter writer, RawJson block)
    {
        string type = block.StringOf("type"u8) ?? "";
        switch (type)
        {
            case "text":
                block.TryGetMember("text"u8, out RawJson text);
                WritePart(writer, "text", text);
                break;
            case "thinking":
                block.TryGetMember("thinking"u8, out RawJson thinking);
                WritePart(writer, "reasoning", thinking);
                break;
            case "tool_use" or "server_tool_use" or "mcp_tool_use":
                writer.WriteStartObject();
                writer.WriteString("type"u8, "tool_call");
                WriteMember(writer, "id"u8, block, "id"u8);
                WriteMember(writer, "name"u8, block, "name"u8);
                WriteMember(writer, "arguments"u8, block, "input"u8);
                writer.WriteEndObject();
                break;
            case "tool_result" or "mcp_tool_result":
                writer.WriteStartObject();
                writer.WriteString("type"u8, "tool_call_response");
                WriteMember(writer, "id"u8, block, "tool_use_id"u8);
                block.TryGetMember("content"u8, out RawJson response);
                writer.WritePropertyName("response"u8);
                WriteParts(writer, response);
                writer.WriteEndObject();
                break;
            case "image" or "document":
                block.TryGetMember("source"u8, out RawJson source);
                WriteMedia(writer, type, source);
                break;
            default:
                // Such a block may contain encrypted data.
                writer.WriteStartObject();
                writer.WriteString("type"u8, type);
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteMedia(Utf8JsonWriter writer, string modality, RawJson source)
    {
        string? kind = source.StringOf("type"u8);
        if (kind == "text" && source.TryGetMember("data"u8, out RawJson text))
        {
            WritePart(writer, "text", text);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, kind switch { "url" => "uri", "file" => "file", _ => "blob" });
        writer.WriteString("modality"u8, modality);
        WriteMember(writer, "mime_type"u8, source, "media_type"u8);
        WriteMember(writer, "uri"u8, source, "url"u8);
        WriteMember(writer, "file_id"u8, source, "file_id"u8);
        writer.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter writer, string type, RawJson content)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        WriteValue(writer, "content"u8, content);
        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, ReadOnlySpan<byte> name, RawJson json, ReadOnlySpan<byte> member)
    {
        if (json.TryGetMember(member, out RawJson value))
        {
            WriteValue(writer, name, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, ReadOnlySpan<byte> name, RawJson value)
    {
        if (!value.IsEmpty)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(value.Utf8, skipInputValidation: true);
        }
    }
}
