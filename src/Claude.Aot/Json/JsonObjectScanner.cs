using System.Text.Json;
using Claude.Aot.Internal;

namespace Claude.Aot.Json;

/// <summary>
/// Enumerates the members of one JSON object that is known to be valid. It provides each name unescaped and each value as a range of the input. An input that
/// is not an object has no members.
/// </summary>
internal ref struct JsonObjectScanner
{
    // The longest escape is \u0000, and each escape represents at least one byte.
    private const int LongestEscape = 6;
    private const int StackLimit = 512;

    private readonly ReadOnlySpan<byte> _json;
    private readonly JsonMap? _map;
    private readonly int _offset;
    private int _position;

    // The name as written; unescaped only on demand.
    private ReadOnlySpan<byte> _name;
    private bool _isNameEscaped;

    public JsonObjectScanner(ReadOnlySpan<byte> json)
    {
        _json = json;
        _position = TrustedJson.SkipSeparators(json, 0);
        HasObject = _position < json.Length && json[_position++] == (byte)'{';
    }

    /// <param name="json">The object.</param>
    /// <param name="map">The map of the JSON that contains the object, or null.</param>
    public JsonObjectScanner(ReadOnlySpan<byte> json, JsonMap? map)
        : this(json)
    {
        if (map is not null && map != JsonMap.None)
        {
            _map = map;
            _offset = map.OffsetOf(json);
        }
    }

    /// <summary>Gets whether the input is an object.</summary>
    public bool HasObject { get; }

    /// <summary>Gets the name, unescaped. To compare the name, use <see cref="NameEquals"/>, which does not allocate a copy of an escaped name.</summary>
    public ReadOnlySpan<byte> Name
    {
        get
        {
            if (_isNameEscaped)
            {
                _name = Unescape(_name, new byte[_name.Length + JsonUnescaper.Slack]);
                _isNameEscaped = false;
            }

            return _name;
        }
    }

    public int ValueStart { get; private set; }

    public int ValueLength { get; private set; }

    public JsonTokenType ValueKind { get; private set; }

    /// <summary>Gets whether the value is a string that contains a backslash.</summary>
    public bool ValueIsEscaped { get; private set; }

    public readonly ReadOnlySpan<byte> Value => _json.Slice(ValueStart, ValueLength);

    /// <summary>Gets the raw content of a string value, without its quotes.</summary>
    public readonly ReadOnlySpan<byte> StringContent => _json.Slice(ValueStart + 1, ValueLength - 2);

    public bool MoveNext()
    {
        int before = _position;
        _position = TrustedJson.SkipSeparators(_json, _position);
        if (!HasObject || _position >= _json.Length || _json[_position] != (byte)'"')
        {
            return false;
        }

        int name = _position + 1;
        _position = TrustedJson.SkipString(_json, _position, out _isNameEscaped);
        _name = _json[name..Math.Max(name, _position - 1)];
        ValueStart = TrustedJson.SkipSeparators(_json, _position);
        if (_map is not null && _map.TryFindEnd(_offset + ValueStart, out int end))
        {
            _position = end - _offset;
            ValueKind = TrustedJson.KindOf(_json[ValueStart]);
            ValueIsEscaped = false;
            Work.Count(ValueStart - before);
        }
        else
        {
            _position = TrustedJson.SkipValue(_json, ValueStart, out JsonTokenType kind, out bool isEscaped);
            ValueKind = kind;
            ValueIsEscaped = isEscaped;
            Work.Count(_position - before);
        }

        ValueLength = _position - ValueStart;
        return true;
    }

    /// <summary>Returns whether the name equals <paramref name="name"/>.</summary>
    public readonly bool NameEquals(scoped ReadOnlySpan<byte> name) => _isNameEscaped ? EscapedNameEquals(name) : _name.SequenceEqual(name);

    /// <summary>Finds the member with the given name. If there are duplicates, finds the last one, as most JSON parsers do.</summary>
    public static bool TryFind(ReadOnlySpan<byte> json, scoped ReadOnlySpan<byte> name, out JsonObjectScanner found) =>
        TryFind(new JsonObjectScanner(json), name, out found);

    /// <inheritdoc cref="TryFind(ReadOnlySpan{byte}, ReadOnlySpan{byte}, out JsonObjectScanner)"/>
    public static bool TryFind(JsonObjectScanner scanner, scoped ReadOnlySpan<byte> name, out JsonObjectScanner found)
    {
        found = scanner;
        bool any = false;
        while (scanner.MoveNext())
        {
            if (scanner.NameEquals(name))
            {
                found = scanner;
                any = true;
            }
        }

        return any;
    }

    private readonly bool EscapedNameEquals(scoped ReadOnlySpan<byte> name)
    {
        // Unescaping makes a name shorter, but at most by the factor LongestEscape.
        if (_name.Length < name.Length || _name.Length / LongestEscape > name.Length)
        {
            return false;
        }

        int room = _name.Length + JsonUnescaper.Slack;
        Span<byte> unescaped = room <= StackLimit ? stackalloc byte[StackLimit] : new byte[room];
        return unescaped[..JsonUnescaper.Unescape(_name, unescaped)].SequenceEqual(name);
    }

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> name, byte[] unescaped) => unescaped.AsSpan(0, JsonUnescaper.Unescape(name, unescaped));
}
