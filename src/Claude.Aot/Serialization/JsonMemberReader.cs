using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Claude.Aot.Internal;
using Claude.Aot.Json;

namespace Claude.Aot.Serialization;

/// <summary>
/// A forward-only reader of the members of one JSON object, used by generated code. The typed accessors return false if the value is of another JSON kind, so
/// that the caller can keep such a member as raw JSON instead of failing. <c>null</c> fits every kind and gives the default value.
/// </summary>
public ref struct JsonMemberReader
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly JsonMap _map;
    private JsonObjectScanner _scanner;

    /// <summary>Creates a reader that is positioned before the first member. A value that is not an object has no members.</summary>
    /// <exception cref="InsufficientExecutionStackException">The JSON nests too deep for the stack of this thread.</exception>
    public JsonMemberReader(RawJson json)
    {
        Throw.IfStackIsShort();
        _json = json.Memory;
        _map = json.GetMap();
        _scanner = new JsonObjectScanner(_json.Span, _map);
    }

    /// <summary>Gets the member's name, unescaped. It is valid until the next <see cref="MoveNext"/>.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Name => _scanner.Name;

    /// <summary>Gets the member's name as a string.</summary>
    public string NameString => Encoding.UTF8.GetString(Name);

    /// <summary>Gets the member's value, in the memory of the object.</summary>
    public readonly RawJson Value => new(_json.Slice(_scanner.ValueStart, _scanner.ValueLength), _map);

    /// <summary>Gets a value that indicates whether the member's value is <c>null</c>.</summary>
    public readonly bool IsNull => _scanner.ValueKind == JsonValueKind.Null;

    /// <summary>Advances to the next member.</summary>
    /// <returns>False after the last member.</returns>
    public bool MoveNext() => _scanner.MoveNext();

    /// <summary>Reads a string; null for <c>null</c>.</summary>
    public readonly bool TryGetString(out string? value)
    {
        value = _scanner.ValueKind == JsonValueKind.String ? JsonText.GetString(_scanner.StringContent, _scanner.ValueIsEscaped) : null;
        return value is not null || IsNull;
    }

    /// <summary>Reads a 64-bit integer; 0 for <c>null</c>. Returns false for any other number.</summary>
    public readonly bool TryGetInt64(out long value)
    {
        value = 0;
        return IsNull || (_scanner.ValueKind == JsonValueKind.Number && TryParseInt64(_scanner.Value, out value));
    }

    /// <summary>Reads a 64-bit integer; null for <c>null</c>. Returns false for any other number.</summary>
    public readonly bool TryGetInt64(out long? value)
    {
        bool fits = TryGetInt64(out long number);
        value = fits && !IsNull ? number : null;
        return fits;
    }

    /// <summary>Reads a number; 0 for <c>null</c>.</summary>
    public readonly bool TryGetDouble(out double value)
    {
        value = 0;
        return IsNull || (_scanner.ValueKind == JsonValueKind.Number && Utf8Parser.TryParse(_scanner.Value, out value, out _));
    }

    /// <summary>Reads a number; null for <c>null</c>.</summary>
    public readonly bool TryGetDouble(out double? value)
    {
        bool fits = TryGetDouble(out double number);
        value = fits && !IsNull ? number : null;
        return fits;
    }

    /// <summary>Reads a Boolean; false for <c>null</c>.</summary>
    public readonly bool TryGetBoolean(out bool value)
    {
        value = _scanner.ValueKind == JsonValueKind.True;
        return value || IsNull || _scanner.ValueKind == JsonValueKind.False;
    }

    /// <summary>Reads a Boolean; null for <c>null</c>.</summary>
    public readonly bool TryGetBoolean(out bool? value)
    {
        bool fits = TryGetBoolean(out bool flag);
        value = fits && !IsNull ? flag : null;
        return fits;
    }

    /// <summary>Reads an object, or <c>null</c> (see <see cref="RawJson.IsNull"/>).</summary>
    public readonly bool TryGetObject(out RawJson value) => TryGet(JsonValueKind.Object, out value);

    /// <summary>Reads an array, or <c>null</c> (see <see cref="RawJson.IsNull"/>).</summary>
    public readonly bool TryGetArray(out RawJson value) => TryGet(JsonValueKind.Array, out value);

    /// <summary>Reads any value.</summary>
    public readonly bool TryGetAny(out RawJson value)
    {
        value = Value;
        return true;
    }

    internal static bool TryParseInt64(ReadOnlySpan<byte> number, out long value) =>
        Utf8Parser.TryParse(number, out value, out int consumed) && consumed == number.Length;

    private readonly bool TryGet(JsonValueKind kind, out RawJson value)
    {
        bool fits = IsNull || _scanner.ValueKind == kind;
        value = fits ? Value : default;
        return fits;
    }
}
