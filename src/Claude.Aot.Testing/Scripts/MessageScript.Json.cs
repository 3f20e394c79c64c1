using System.Text.Json;

namespace Claude.Aot.Testing;

/// <content>The message as one JSON object.</content>
public sealed partial class MessageScript
{
    private readonly List<Action<Utf8JsonWriter>> _content = [];
    private bool _hasOtherEvents;

    /// <summary>Creates the response with the whole message, for a call that does not stream, with the same ids as those of the events.</summary>
    /// <param name="stopReason">The stop reason.</param>
    /// <param name="outputTokens">The number of output tokens, or null to use the number of deltas.</param>
    /// <exception cref="InvalidOperationException">An error or an event of any kind was added, which a message cannot contain.</exception>
    public ResponseScript ToJson(string stopReason = "end_turn", long? outputTokens = null)
    {
        if (_hasOtherEvents)
        {
            throw new InvalidOperationException("Error and Event add events to a stream. A message has only Text, Thinking and ToolUse.");
        }

        return ResponseScript.Json(json => WriteMessage(json, stopReason, outputTokens ?? _deltas));
    }

    private void WriteMessage(Utf8JsonWriter json, string? stopReason, long outputTokens)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, _id);
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("model"u8, _model);
        json.WriteStartArray("content"u8);
        foreach (Action<Utf8JsonWriter> write in _content)
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("stop_reason"u8, stopReason);
        json.WriteNull("stop_sequence"u8);
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, _inputTokens);
        json.WriteNumber("output_tokens"u8, outputTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
