using System.Text.Json;

namespace Claude.Aot.Tests.Http.Support;

/// <summary>What the official SDK saw of a stream: its events, and the message that its aggregator made of them.</summary>
internal sealed record OfficialStream(IReadOnlyList<JsonElement> Events, JsonElement Message)
{
    /// <summary>All text of the message.</summary>
    public string Text => string.Concat(Message.GetProperty("content").EnumerateArray()
        .Where(block => block.GetProperty("type").ValueEquals("text"u8)).Select(block => block.GetProperty("text").GetString()));
}
