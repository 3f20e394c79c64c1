using System.Text.Json;

namespace Claude.Cli.Output;

/// <summary>Writes events of a message stream as <c>{"event":TYPE,"data":JSON as received}</c>.</summary>
internal static class EventLineWriter
{
    public static void Write(JsonLineWriter lines, ReadOnlySpan<byte> type, ReadOnlySpan<byte> rawJson)
    {
        Utf8JsonWriter json = lines.Json;
        json.WriteStartObject();
        json.WriteString("event"u8, type);
        json.WritePropertyName("data"u8);
        json.WriteRawValue(rawJson, skipInputValidation: true);
        json.WriteEndObject();
        lines.EndLine();
    }
}
