using System.Text.Json;
using System.Text.Json.Serialization;
using Claude.Aot.Serialization;

namespace Claude.Aot;

/// <content>Lets <see cref="JsonSerializer"/> read and write raw JSON unchanged.</content>
[JsonConverter(typeof(WireConverter<RawJson>))]
public readonly partial struct RawJson : IWireValue<RawJson>;

/// <content>Lets <see cref="JsonSerializer"/> read and write a tool input.</content>
[JsonConverter(typeof(WireConverter<ToolInput>))]
public sealed partial class ToolInput : IWireValue<ToolInput>
{
    static ToolInput IWireValue<ToolInput>.Read(ref Utf8JsonReader reader) => From(RawJson.Read(ref reader));

    void IWireValue<ToolInput>.Write(Utf8JsonWriter writer) => WriteValue(writer);
}
