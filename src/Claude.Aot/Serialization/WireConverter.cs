using System.Text.Json;
using System.Text.Json.Serialization;

namespace Claude.Aot.Serialization;

/// <summary>Lets <see cref="JsonSerializer"/> read and write a generated type through its own static methods.</summary>
/// <typeparam name="T">The generated type.</typeparam>
public sealed class WireConverter<T> : JsonConverter<T>
    where T : notnull
{
    private readonly Reader _read;
    private readonly Action<Utf8JsonWriter, T> _write;

    /// <summary>Creates the converter of a type.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public WireConverter(Reader read, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(write);
        _read = read;
        _write = write;
    }

    /// <summary>Reads a value and leaves the reader at its end.</summary>
    public delegate T Reader(ref Utf8JsonReader reader);

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => _read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => _write(writer, value);
}
