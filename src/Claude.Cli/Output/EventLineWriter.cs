using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Claude.Cli.Output;

/// <summary>Writes events of a message stream as <c>{"event":TYPE,"data":JSON as received}</c>; data that is not JSON is written as a string.</summary>
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

    /// <summary>Writes the data of an <c>error</c> event, which may be anything.</summary>
    public static void WriteError(JsonLineWriter lines, ReadOnlySpan<byte> data)
    {
        if (IsJson(data))
        {
            Write(lines, "error"u8, data);
            return;
        }

        Utf8JsonWriter json = lines.Json;
        json.WriteStartObject();
        json.WriteString("event"u8, "error"u8);
        json.WriteString("data"u8, Encoding.UTF8.GetString(data));
        json.WriteEndObject();
        lines.EndLine();
    }

    private static bool IsJson(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        try
        {
            while (reader.Read())
            {
            }

            return !data.IsEmpty && Utf8.IsValid(data);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
