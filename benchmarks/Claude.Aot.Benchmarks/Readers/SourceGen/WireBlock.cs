using System.Text.Json;
using System.Text.Json.Serialization;

namespace Claude.Aot.Benchmarks;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(TextBlock), "text")]
[JsonDerivedType(typeof(ThinkingBlock), "thinking")]
[JsonDerivedType(typeof(ToolUseBlock), "tool_use")]
[JsonDerivedType(typeof(SearchResultBlock), "web_search_tool_result")]
internal record WireBlock
{
    public sealed record TextBlock([property: JsonPropertyName("text")] string Value, IReadOnlyList<JsonElement>? Citations) : WireBlock;

    public sealed record ThinkingBlock([property: JsonPropertyName("thinking")] string Value, string Signature) : WireBlock;

    public sealed record ToolUseBlock(string Id, string Name, JsonElement Input) : WireBlock;

    public sealed record SearchResultBlock(string ToolUseId, JsonElement Content) : WireBlock;
}
