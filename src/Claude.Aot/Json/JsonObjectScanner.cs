using System.Text.Json;

namespace Claude.Aot;

/// <summary>
/// Walks the members of one JSON object that is known to be valid, giving each name unescaped and each value as a range of the input.
/// Anything but an object has no members.
/// </summary>
internal ref struct JsonObjectScanner
{
    private readonly ReadOnlySpan<byte> _json;
    private int _position;

    public JsonObjectScanner(ReadOnlySpan<byte> json)
    {
        _json = json;
        _position = TrustedJson.SkipSeparators(json, 0);
        HasObject = _position < json.Length && json[_position++] == (byte)'{';
    }

    /// <summary>Whether the input is an object at all.</summary>
    public bool HasObject { get; }

    public ReadOnlySpan<byte> Name { get; private set; }

    public int ValueStart { get; private set; }

    public int ValueLength { get; private set; }

    public JsonTokenType ValueKind { get; private set; }

    /// <summary>Whether the value is a string in which a backslash stands.</summary>
    public bool ValueIsEscaped { get; private set; }

    public readonly ReadOnlySpan<byte> Value => _json.Slice(ValueStart, ValueLength);

    /// <summary>The inside of a string value, as it stands between its quotes.</summary>
    public readonly ReadOnlySpan<byte> StringContent => _json.Slice(ValueStart + 1, ValueLength - 2);

    public bool MoveNext()
    {
        _position = TrustedJson.SkipSeparators(_json, _position);
        if (!HasObject || _position >= _json.Length || _json[_position] != (byte)'"')
        {
            return false;
        }

        int name = _position + 1;
        _position = TrustedJson.SkipString(_json, _position, out bool isNameEscaped);
        ReadOnlySpan<byte> content = _json[name..Math.Max(name, _position - 1)];
        Name = isNameEscaped ? Unescape(content) : content;
        ValueStart = TrustedJson.SkipSeparators(_json, _position);
        _position = TrustedJson.SkipValue(_json, ValueStart, out JsonTokenType kind, out bool isEscaped);
        ValueKind = kind;
        ValueIsEscaped = isEscaped;
        ValueLength = _position - ValueStart;
        return true;
    }

    /// <summary>Goes to the member of that name: the last one, as JSON parsers commonly choose among duplicates.</summary>
    public static bool TryFind(ReadOnlySpan<byte> json, scoped ReadOnlySpan<byte> name, out JsonObjectScanner found)
    {
        var scanner = new JsonObjectScanner(json);
        found = scanner;
        bool any = false;
        while (scanner.MoveNext())
        {
            if (scanner.Name.SequenceEqual(name))
            {
                found = scanner;
                any = true;
            }
        }

        return any;
    }

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> name)
    {
        byte[] unescaped = new byte[name.Length + JsonUnescaper.Slack];
        return unescaped.AsSpan(0, JsonUnescaper.Unescape(name, unescaped));
    }
}
