using System.Text;
using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <summary>Represents one member of a JSON object: its name and its value. Both share the memory of the object.</summary>
/// <example>
/// <code>
/// foreach (RawJsonProperty property in RawJson.Parse("""{"city":"Oslo"}""").EnumerateObject())
///     Console.WriteLine($"{property.Name} = {property.Value}");
/// </code>
/// </example>
public readonly struct RawJsonProperty
{
    // The member as written. It starts with the name, with its quotes.
    private readonly ReadOnlyMemory<byte> _json;

    internal RawJsonProperty(ReadOnlyMemory<byte> json, RawJson value)
    {
        _json = json;
        Value = value;
    }

    /// <summary>Gets the name, unescaped. Each call creates a string; to compare the name, use <see cref="NameEquals(ReadOnlySpan{byte})"/>.</summary>
    /// <exception cref="InvalidOperationException">The name has an unpaired surrogate or invalid UTF-8, or this is the default value.</exception>
    public string Name => JsonText.GetStringOrThrow(QuotedName);

    /// <summary>Gets the value.</summary>
    public RawJson Value { get; }

    private ReadOnlySpan<byte> QuotedName => !_json.IsEmpty
        ? _json.Span[..JsonScanner.SkipString(_json.Span, 0, out _)]
        : throw new InvalidOperationException("This is the default value of RawJsonProperty, which has no name.");

    /// <summary>Returns whether the name, unescaped, equals a text.</summary>
    /// <exception cref="InvalidOperationException">This is the default value.</exception>
    public bool NameEquals(string? text) => text is not null && NameEquals(Encoding.UTF8.GetBytes(text));

    /// <summary>Returns whether the name, unescaped, equals a text in UTF-8.</summary>
    /// <exception cref="InvalidOperationException">This is the default value.</exception>
    public bool NameEquals(ReadOnlySpan<byte> utf8Text)
    {
        var reader = new Utf8JsonReader(QuotedName);
        reader.Read();
        return reader.ValueTextEquals(utf8Text);
    }

    /// <summary>Returns the member as JSON text, as it was received; empty for the default value.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_json.Span);
}
