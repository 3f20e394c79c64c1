using System.Text.Json;

namespace Claude.Aot.Serialization;

/// <summary>A type that writes its own JSON; implemented by generated code. Use <c>ClaudeJson</c> to read and write such types.</summary>
public interface IWireValue
{
    /// <summary>Writes the value as JSON.</summary>
    void Write(Utf8JsonWriter writer);
}

/// <summary>A type that reads and writes its own JSON; implemented by generated code.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IWireValue<TSelf> : IWireValue
    where TSelf : IWireValue<TSelf>
{
    /// <summary>Creates a value from its JSON.</summary>
    static abstract TSelf FromJson(RawJson json);
}
