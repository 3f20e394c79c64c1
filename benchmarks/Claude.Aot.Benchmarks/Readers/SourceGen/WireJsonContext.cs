using System.Text.Json.Serialization;

namespace Claude.Aot.Benchmarks;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WireEvent))]
internal sealed partial class WireJsonContext : JsonSerializerContext;
