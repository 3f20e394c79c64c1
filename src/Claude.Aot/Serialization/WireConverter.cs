using System.Text.Json;
using System.Text.Json.Serialization;
using Claude.Aot.Json;

namespace Claude.Aot.Serialization;

/// <summary>
/// A converter with which <see cref="JsonSerializer"/> reads and writes a type of this library or of an app's own schema. All those types name it in their
/// <see cref="JsonConverterAttribute"/>, so they need no options, resolver or registration.
/// </summary>
/// <remarks>The JSON is written byte for byte as the library sends it: the encoder and the indentation of the options do not apply to it.</remarks>
/// <typeparam name="T">The type.</typeparam>
public sealed class WireConverter<T> : JsonConverter<T>
    where T : IWireValue<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.FromJson(RawJson.Read(ref reader));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        RawJson json = value is IWireMembers { RawJson: { IsEmpty: false } received } ? received : JsonText.Write(value.Write);
        json.Write(writer);
    }
}
