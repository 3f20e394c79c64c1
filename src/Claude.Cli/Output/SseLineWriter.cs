using System.Text.Json;
using Claude.Aot.Sse;

namespace Claude.Cli.Output;

/// <summary>Writes events of any event stream as <c>{"event":NAME,"data":STRING,"id":STRING,"retry":NUMBER or null}</c>.</summary>
internal static class SseLineWriter
{
    // SSE 9.2.6, dispatching: an event without a name has the name message.
    private static ReadOnlySpan<byte> DefaultName => "message"u8;

    public static void Write(JsonLineWriter lines, SseEvent e)
    {
        Utf8JsonWriter json = lines.Json;
        json.WriteStartObject();
        json.WriteString("event"u8, e.Name.IsEmpty ? DefaultName : e.Name);
        json.WriteString("data"u8, e.Data);
        json.WriteString("id"u8, e.LastEventId);
        if (e.RetryMilliseconds is { } retry)
        {
            json.WriteNumber("retry"u8, retry);
        }
        else
        {
            json.WriteNull("retry"u8);
        }

        json.WriteEndObject();
        lines.EndLine();
    }
}
