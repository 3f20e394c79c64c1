using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>One file of <c>expected/</c>: the result of an independent implementation for a recorded stream.</summary>
internal sealed class ExpectedMessage(JsonElement json)
{
    /// <summary>Gets the message as JSON, or null if none began.</summary>
    public JsonElement? Message => json.GetProperty("message") is { ValueKind: JsonValueKind.Object } message ? message : null;

    /// <summary>Gets the type of the error event that ended the stream, or null.</summary>
    public string? ErrorType => json.TryGetProperty("error", out JsonElement error) ? error.GetProperty("type").GetString() : null;

    /// <summary>
    /// Gets a value that indicates whether the body ends before <c>message_stop</c>. A body that lacks only its last empty line is not truncated.
    /// </summary>
    public bool IsCut => !json.GetProperty("message_stop_seen").GetBoolean() && !json.GetProperty("pending_at_eof").GetBoolean();

    /// <summary>Gets the text of each text block.</summary>
    public IEnumerable<string> Text => json.GetProperty("text").EnumerateArray().Select(text => text.GetString()!);

    /// <summary>Gets the thinking of each thinking block.</summary>
    public IEnumerable<string> Thinking => json.GetProperty("thinking").EnumerateArray().Select(block => block.GetProperty("thinking").GetString()!);

    /// <summary>Gets the block index and the input bytes of each tool call. The bytes are empty if no delta had any.</summary>
    public IEnumerable<(int Index, string Raw)> ToolInputs => json.GetProperty("tool_inputs").EnumerateArray()
        .Select(input => (input.GetProperty("index").GetInt32(), input.TryGetProperty("raw", out JsonElement raw) ? raw.GetString() ?? "" : ""));

    /// <summary>Determines whether the input of the tool call at an index is truncated.</summary>
    public bool IsToolInputCut(int index) =>
        json.TryGetProperty("undecodable_tool_input", out JsonElement inputs) && inputs.TryGetProperty($"{index}", out _);
}
