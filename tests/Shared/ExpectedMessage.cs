using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>One file of <c>expected/</c>: what an independent implementation made of a recorded stream.</summary>
internal sealed class ExpectedMessage(JsonElement json)
{
    /// <summary>The message in wire form, or null where none began.</summary>
    public JsonElement? Message => json.GetProperty("message") is { ValueKind: JsonValueKind.Object } message ? message : null;

    /// <summary>The type of the error event that ended the stream, or null.</summary>
    public string? ErrorType => json.TryGetProperty("error", out JsonElement error) ? error.GetProperty("type").GetString() : null;

    /// <summary>Whether the body ends before <c>message_stop</c>; one that lacks only its last blank line does not.</summary>
    public bool IsCut => !json.GetProperty("message_stop_seen").GetBoolean() && !json.GetProperty("pending_at_eof").GetBoolean();

    /// <summary>The text of each text block.</summary>
    public IEnumerable<string> Text => json.GetProperty("text").EnumerateArray().Select(text => text.GetString()!);

    /// <summary>The thinking of each thinking block.</summary>
    public IEnumerable<string> Thinking => json.GetProperty("thinking").EnumerateArray().Select(block => block.GetProperty("thinking").GetString()!);

    /// <summary>Per tool call its block's index and the bytes of its input, empty where no delta brought any.</summary>
    public IEnumerable<(int Index, string Raw)> ToolInputs => json.GetProperty("tool_inputs").EnumerateArray()
        .Select(input => (input.GetProperty("index").GetInt32(), input.TryGetProperty("raw", out JsonElement raw) ? raw.GetString() ?? "" : ""));

    /// <summary>Whether the model was cut short inside the input of the tool call at an index.</summary>
    public bool IsToolInputCut(int index) =>
        json.TryGetProperty("undecodable_tool_input", out JsonElement inputs) && inputs.TryGetProperty($"{index}", out _);
}
