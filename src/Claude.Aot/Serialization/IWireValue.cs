using System.Text.Json;

namespace Claude.Aot.Serialization;

/// <summary>A type that reads and writes its own JSON; implemented by generated code.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IWireValue<TSelf>
    where TSelf : IWireValue<TSelf>
{
    /// <summary>Reads the reader's current value. The reader is then at the end of the value.</summary>
    /// <exception cref="JsonException">The JSON is invalid.</exception>
    static abstract TSelf Read(ref Utf8JsonReader reader);

    /// <summary>Writes the value as JSON.</summary>
    void Write(Utf8JsonWriter writer);
}
