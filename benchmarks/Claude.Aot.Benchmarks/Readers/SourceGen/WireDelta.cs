using System.Text.Json;
using System.Text.Json.Serialization;

namespace Claude.Aot.Benchmarks;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(TextDelta), "text_delta")]
[JsonDerivedType(typeof(ThinkingDelta), "thinking_delta")]
[JsonDerivedType(typeof(InputJsonDelta), "input_json_delta")]
[JsonDerivedType(typeof(SignatureDelta), "signature_delta")]
[JsonDerivedType(typeof(CitationsDelta), "citations_delta")]
internal record WireDelta
{
    public sealed record TextDelta([property: JsonPropertyName("text")] string Value) : WireDelta;

    public sealed record ThinkingDelta([property: JsonPropertyName("thinking")] string Value) : WireDelta;

    public sealed record InputJsonDelta(string PartialJson) : WireDelta;

    public sealed record SignatureDelta([property: JsonPropertyName("signature")] string Value) : WireDelta;

    public sealed record CitationsDelta(JsonElement Citation) : WireDelta;
}
