using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Claude.Aot;

/// <summary>
/// Walks the members of one JSON object that is known to be valid, giving each name unescaped and each value as a range of the input.
/// Anything but an object has no members.
/// </summary>
internal ref struct JsonObjectScanner
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;
    private ShortName _shortName;
    private ReadOnlySpan<byte> _name;
    private int _unescapedLength;

    public JsonObjectScanner(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json, JsonText.TrustedReader);
        _unescapedLength = -1;
        HasObject = !json.IsEmpty && _reader.Read() && _reader.TokenType == JsonTokenType.StartObject;
    }

    /// <summary>Whether the input is an object at all.</summary>
    public bool HasObject { get; }

    [UnscopedRef]
    public ReadOnlySpan<byte> Name => _unescapedLength < 0 ? _name : ((ReadOnlySpan<byte>)_shortName)[.._unescapedLength];

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
        if (!HasObject || !_reader.Read() || _reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        ReadName();
        _reader.Read();
        ValueStart = (int)_reader.TokenStartIndex;
        ValueKind = _reader.TokenType;
        ValueIsEscaped = _reader.ValueIsEscaped;
        _reader.Skip();
        ValueLength = (int)_reader.BytesConsumed - ValueStart;
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

    private void ReadName()
    {
        _unescapedLength = -1;
        _name = _reader.ValueSpan;
        if (!_reader.ValueIsEscaped)
        {
            return;
        }

        if (_name.Length + JsonUnescaper.Slack <= ShortName.Length)
        {
            _unescapedLength = JsonUnescaper.Unescape(_name, _shortName);
        }
        else
        {
            byte[] longName = new byte[_name.Length + JsonUnescaper.Slack];
            _name = longName.AsSpan(0, JsonUnescaper.Unescape(_name, longName));
        }
    }

    [InlineArray(Length)]
    private struct ShortName
    {
        public const int Length = 64;
        private byte _first;
    }
}
