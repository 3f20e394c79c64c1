using System.Text.Json;
using System.Text.Json.Serialization;
using Claude.Aot.Serialization;

namespace Claude.Aot;

/// <content>Lets <see cref="JsonSerializer"/> read and write raw JSON unchanged.</content>
[JsonConverter(typeof(WireConverter<RawJson>))]
public readonly partial struct RawJson : IWireValue<RawJson>
{
    static RawJson IWireValue<RawJson>.FromJson(RawJson json) => json;

    void IWireValue.Write(Utf8JsonWriter writer) => Write(writer);
}

/// <content>Lets <see cref="JsonSerializer"/> read and write a tool input.</content>
[JsonConverter(typeof(WireConverter<ToolInput>))]
public sealed partial class ToolInput : IWireValue<ToolInput>
{
    static ToolInput IWireValue<ToolInput>.FromJson(RawJson json) => From(json);

    void IWireValue.Write(Utf8JsonWriter writer) => Write(writer);
}
