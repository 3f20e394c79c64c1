using System.Text.Json;
using System.Text.Json.Serialization;

namespace Claude.Aot.Serialization;

/// <summary>A converter with which <see cref="JsonSerializer"/> reads and writes a generated type through that type's static methods.</summary>
/// <typeparam name="T">The generated type.</typeparam>
public sealed class WireConverter<T> : JsonConverter<T>
    where T : notnull
{
    private readonly Reader _read;
    private readonly Action<Utf8JsonWriter, T> _write;

    /// <summary>Creates a converter from the two methods.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public WireConverter(Reader read, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(write);
        _read = read;
        _write = write;
    }

    /// <summary>Reads a value, and leaves the reader at the end of the value.</summary>
    public delegate T Reader(ref Utf8JsonReader reader);

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => _read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => _write(writer, value);
}
