using System.Runtime.CompilerServices;
using System.Text.Json;
using Claude.Aot.Buffers;
using Claude.Aot.Folding;
using Claude.Aot.Json;

namespace Claude.Aot.Events;

/// <summary>
/// A reader of events in the exact form in which the API writes them: without whitespace, except before a closing brace, and with members in their usual order.
/// The generated templates define the form. Each step reads the expected bytes at the current position, or reports that the event has another form; the general
/// reader then reads the event.
/// </summary>
/// <param name="bytes">The event's JSON. If <paramref name="isFramed"/> is true, bytes that begin with the whole event.</param>
/// <param name="maxDepth">The maximum nesting depth of the JSON.</param>
/// <param name="isFramed">Whether to read the event's framing too: an event line with the same name as in the JSON, a data line, and a blank line.</param>
internal ref struct EventTemplateReader(ReadOnlySpan<byte> bytes, int maxDepth, bool isFramed = false)
{
    // Every value is nested in the event object and the delta object.
    private const int OuterDepth = 2;

    // An index with more digits is left to the general reader.
    private const int MaxDigits = 9;

    // The quotes of an empty string.
    private const int EmptyString = 2;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;
    private bool _lacksInput;

    public StreamEventType Type { get; private set; }

    /// <summary>Gets the range of the JSON.</summary>
    public ByteRange Json { get; private set; }

    /// <summary>Gets the length of the event in bytes.</summary>
    public readonly int Length => _position;

    /// <summary>Gets the range of the type's name.</summary>
    public ByteRange Name { get; private set; }

    public int Index { get; private set; } = -1;

    public ByteRange Body { get; private set; }

    /// <summary>Gets the type of the block in the body.</summary>
    public ContentBlockType BlockType { get; private set; }

    /// <summary>
    /// Gets whether a block needs no change when it starts: its type comes first, its text is empty, and it has its input. If false, the caller reads the block
    /// with <see cref="BlockStart"/>.
    /// </summary>
    public bool IsUsualBlock { get; private set; }

    public DeltaType DeltaType { get; private set; }

    /// <summary>Gets the delta's member. Its offsets are relative to the body's first byte.</summary>
    public DeltaMember Member { get; private set; }

    /// <summary>Returns whether the bytes begin like an event, and the depth limit allows values inside an event.</summary>
    public bool TryBegin() => maxDepth > OuterDepth && (!isFramed || TryLiteral("event: "u8));

    /// <summary>Reads an event's name in its framing, and the start of the JSON that is the same in all events of that type.</summary>
    /// <param name="type">The event's type.</param>
    /// <param name="literal">The expected bytes: the rest of the event line, the start of the data line, and the start of the JSON.</param>
    /// <param name="jsonStart">The offset of the JSON in <paramref name="literal"/>.</param>
    /// <param name="nameStart">The offset of the type's name in the JSON.</param>
    /// <param name="nameLength">The length of the type's name.</param>
    public bool TryStart(StreamEventType type, ReadOnlySpan<byte> literal, int jsonStart, int nameStart, int nameLength)
    {
        int start = isFramed ? _position + jsonStart : 0;
        ReadOnlySpan<byte> expected = isFramed ? literal : literal[jsonStart..];

        // Compare the last byte of the name first, because names with a common prefix differ there.
        int lastOfName = isFramed ? nameLength - 1 : nameStart + nameLength - 1;
        int place = _position + lastOfName;
        if (place >= _bytes.Length || _bytes[place] != expected[lastOfName] || !TryLiteral(expected))
        {
            return false;
        }

        Type = type;
        Json = new ByteRange(start, 0);
        Name = new ByteRange(start + nameStart, nameLength);
        return true;
    }

    public bool TryLiteral(ReadOnlySpan<byte> literal)
    {
        if (!_bytes[_position..].StartsWith(literal))
        {
            return false;
        }

        _position += literal.Length;
        return true;
    }

    public bool TryIndex()
    {
        ReadOnlySpan<byte> rest = _bytes[_position..];
        int value = 0;
        int digits = 0;
        while (digits < rest.Length && digits < MaxDigits && char.IsAsciiDigit((char)rest[digits]))
        {
            value = (value * 10) + rest[digits++] - '0';
        }

        Index = value;
        _position += digits;

        // RFC 8259, section 6: leading zeros are not allowed.
        return digits == 1 || (digits > 1 && rest[0] != (byte)'0');
    }

    /// <summary>Reads a message, which can be any object. Every byte of it is validated.</summary>
    public bool TryMessage()
    {
        int start = _position;
        bool isObject = TrySkipValue(out JsonValueKind kind) && kind == JsonValueKind.Object;
        Body = new ByteRange(start, _position - start);
        return isObject;
    }

    /// <summary>Reads a block, which can be any object. Every byte of it is validated.</summary>
    public bool TryBlock()
    {
        int start = _position;
        if (!TryByte((byte)'{'))
        {
            return false;
        }

        do
        {
            if (!TryBlockMember(isFirst: _position == start + 1))
            {
                return false;
            }
        }
        while (TryByte((byte)','));

        bool isClosed = TryByte((byte)'}');
        Body = new ByteRange(start, _position - start);
        IsUsualBlock &= !_lacksInput;

        // A block without a plain type is left to the general reader.
        return isClosed && BlockType != ContentBlockType.None;
    }

    public bool TryStartDelta(DeltaType type, ReadOnlySpan<byte> literal, int memberStart, int memberLength)
    {
        int start = _position;
        if (!TryLiteral(literal))
        {
            return false;
        }

        DeltaType = type;
        Body = new ByteRange(start, 0);
        Member = new DeltaMember { Name = new ByteRange(memberStart, memberLength) };
        return true;
    }

    public bool TryString()
    {
        int start = _position;
        if (!JsonScanner.TrySkipString(_bytes, ref _position, out bool isEscaped))
        {
            return false;
        }

        SetMember(start, JsonValueKind.String, isEscaped);
        return true;
    }

    /// <summary>Reads any value except a string or a number. Every byte of it is validated.</summary>
    public bool TryValue()
    {
        int start = _position;
        // A number does not delimit itself. The API writes no numbers here.
        if (!TrySkipValue(out JsonValueKind kind) || kind is JsonValueKind.String or JsonValueKind.Number)
        {
            return false;
        }

        SetMember(start, kind, isEscaped: false);
        return true;
    }

    public bool TryEndDelta()
    {
        bool isClosed = TryClose();
        Body = new ByteRange(Body.Start, _position - Body.Start);
        return isClosed;
    }

    public bool TryEnd()
    {
        bool isClosed = TryClose();
        Json = new ByteRange(Json.Start, _position - Json.Start);
        return isClosed && (isFramed ? TryLiteral("\n\n"u8) : _position == _bytes.Length);
    }

    private bool TryClose() => TryByte((byte)'}') || TryClosePadded();

    // The live API writes padding spaces before the last brace.
    private bool TryClosePadded()
    {
        int spaces = _bytes[_position..].IndexOfAnyExcept((byte)' ');
        if (spaces < 0 || _bytes[_position + spaces] != (byte)'}')
        {
            return false;
        }

        _position += spaces + 1;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryByte(byte expected)
    {
        bool isThere = (uint)_position < (uint)_bytes.Length && _bytes[_position] == expected;
        _position += isThere ? 1 : 0;
        return isThere;
    }

    private bool TryBlockMember(bool isFirst)
    {
        int name = _position;
        if (!JsonScanner.TrySkipString(_bytes, ref _position, out bool isNameEscaped) || isNameEscaped)
        {
            // An escaped name may be the name of the type member.
            return false;
        }

        ReadOnlySpan<byte> member = _bytes[(name + 1)..(_position - 1)];
        if (!TryByte((byte)':'))
        {
            return false;
        }

        return member.SequenceEqual("type"u8) ? TryBlockType(isFirst) : TryOtherMember(member);
    }

    private bool TryBlockType(bool isFirst)
    {
        int value = _position;

        // A type that is escaped or is not a string is left to the general reader.
        if (!JsonScanner.TrySkipString(_bytes, ref _position, out bool isEscaped) || isEscaped)
        {
            return false;
        }

        BlockType = ContentBlockTypes.Parse(_bytes[(value + 1)..(_position - 1)]);
        IsUsualBlock = isFirst;
        _lacksInput = !EventRules.InputMember(BlockType).IsEmpty;
        return true;
    }

    private bool TryOtherMember(ReadOnlySpan<byte> name)
    {
        int start = _position;
        if (!TrySkipValue(out JsonValueKind kind))
        {
            return false;
        }

        if (name.SequenceEqual(EventRules.TextMember(BlockType)))
        {
            IsUsualBlock &= kind == JsonValueKind.String && _position - start == EmptyString;
        }
        else if (name.SequenceEqual(EventRules.InputMember(BlockType)))
        {
            _lacksInput = kind != JsonValueKind.Object;
        }

        return true;
    }

    private bool TrySkipValue(out JsonValueKind kind) => JsonScanner.TrySkipValue(_bytes, ref _position, maxDepth - OuterDepth, out kind);

    private void SetMember(int start, JsonValueKind kind, bool isEscaped) => Member = Member with
    {
        Start = start - Body.Start,
        Length = _position - start,
        Kind = kind,
        IsEscaped = isEscaped,
    };
}
