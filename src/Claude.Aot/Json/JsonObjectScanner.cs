using System.Text.Json;
using Claude.Aot.Internal;

namespace Claude.Aot.Json;

/// <summary>
/// Enumerates the members of one JSON object that is known to be valid. It provides each name unescaped and each value as a range of the input. An input that
/// is not an object has no members.
/// </summary>
internal ref struct JsonObjectScanner
{
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
        _position = JsonScanner.SkipSeparators(json, 0);
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

    /// <summary>Gets or sets the offset after the current member. To continue an earlier enumeration, set it to the value that it had.</summary>
    public int Position
    {
        readonly get => _position;
        set => _position = value;
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

    /// <summary>Gets the offset of the name's opening quote, at which the member starts.</summary>
    public int Start { get; private set; }

    public int ValueStart { get; private set; }

    public int ValueLength { get; private set; }

    public JsonValueKind ValueKind { get; private set; }

    /// <summary>Gets whether the value is a string that contains a backslash.</summary>
    public bool ValueIsEscaped { get; private set; }

    public readonly ReadOnlySpan<byte> Value => _json.Slice(ValueStart, ValueLength);

    /// <summary>Gets the raw content of a string value, without its quotes.</summary>
    public readonly ReadOnlySpan<byte> StringContent => _json.Slice(ValueStart + 1, ValueLength - 2);

    public bool MoveNext()
    {
        int before = _position;
        _position = JsonScanner.SkipSeparators(_json, _position);
        if (!HasObject || _position >= _json.Length || _json[_position] != (byte)'"')
        {
            return false;
        }

        Start = _position;
        _position = JsonScanner.SkipString(_json, _position, out _isNameEscaped);
        _name = _json[(Start + 1)..Math.Max(Start + 1, _position - 1)];
        ValueStart = JsonScanner.SkipSeparators(_json, _position);
        Work.Count(ValueStart - before);
        _position = JsonMap.SkipValue(_map, _offset, _json, ValueStart, out JsonValueKind kind, out bool isEscaped);
        ValueKind = kind;
        ValueIsEscaped = isEscaped;
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

    /// <summary>
    /// Returns whether an object ends with a member of the given name whose value is an empty string, as in the start of a block whose text is still to come.
    /// Returns false if the object has no other member, or has whitespace there.
    /// </summary>
    /// <remarks>
    /// In a string, every quote has a backslash before it. Therefore the quotes after the comma and around the colon must belong to a name and its value.
    /// </remarks>
    public static bool EndsWithEmpty(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> end = "\":\"\"}"u8;
        int start = json.Length - end.Length - name.Length;
        return start >= 2 && json[start - 1] == (byte)'"' && json[start - 2] == (byte)','
            && json.EndsWith(end) && json.Slice(start, name.Length).SequenceEqual(name);
    }

    private readonly bool EscapedNameEquals(scoped ReadOnlySpan<byte> name)
    {
        // Each escape represents at least one byte, and the longest is \u0000.
        if (_name.Length < name.Length || _name.Length / JsonBytes.UnitLength > name.Length)
        {
            return false;
        }

        int room = _name.Length + JsonUnescaper.Slack;
        Span<byte> unescaped = room <= StackLimit ? stackalloc byte[StackLimit] : new byte[room];
        return unescaped[..JsonUnescaper.Unescape(_name, unescaped)].SequenceEqual(name);
    }

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> name, byte[] unescaped) => unescaped.AsSpan(0, JsonUnescaper.Unescape(name, unescaped));
}
