using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>Writes values of unknown type as JSON, with the contracts of Microsoft.Extensions.AI, so that no reflection is needed.</summary>
internal static class JsonValues
{
    public static RawJson Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return RawJson.Parse(buffer.WrittenSpan);
    }

    public static RawJson OfArguments(IDictionary<string, object?> arguments) => Write(writer =>
    {
        writer.WriteStartObject();
        foreach ((string name, object? value) in arguments)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, value);
        }

        writer.WriteEndObject();
    });

    public static RawJson OfBlock(ContentBlock block) => block.RawJson.IsEmpty ? RawJson.Parse(ClaudeJson.ToUtf8Bytes(block)) : block.RawJson;

    public static string TextOf(object value) => Write(writer => WriteValue(writer, value)).ToString();

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            default:
                if (!AIJsonUtilities.DefaultOptions.TryGetTypeInfo(value.GetType(), out var typeInfo))
                {
                    throw new NotSupportedException(
                        $"A value of type {value.GetType()} cannot be written as JSON without reflection. Pass a JsonElement, a JsonNode or a string.");
                }

                JsonSerializer.Serialize(writer, value, typeInfo);
                break;
        }
    }
}
