using System.Runtime.CompilerServices;
using System.Text.Json;
using Claude.Aot.Buffers;
using Claude.Aot.Folding;
using Claude.Aot.Json;

namespace Claude.Aot.Events;

/// <summary>
/// Reads an event of the form in which the API writes it: no blanks but before a closing brace, members in their usual order. The generated templates say which form; each
/// step takes what it expects at the place where the one before ended, or says that the event has another form, for the general reader to read.
/// </summary>
/// <param name="bytes">The event's JSON; where it is framed, bytes that begin with the whole event.</param>
/// <param name="maxDepth">How deep JSON may nest.</param>
/// <param name="isFramed">Whether the event's framing is to be read too: a line that names it as the JSON does, one of data, and a blank one.</param>
internal ref struct EventTemplateReader(ReadOnlySpan<byte> bytes, int maxDepth, bool isFramed = false)
{
    // An event and its delta are open around a value.
    private const int OuterDepth = 2;

    // An index of more digits is left to the general reader.
    private const int MaxDigits = 9;

    // The quotes of an empty string.
    private const int EmptyString = 2;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;
    private bool _lacksInput;

    public StreamEventType Type { get; private set; }

    /// <summary>Where the JSON stands.</summary>
    public ByteRange Json { get; private set; }

    /// <summary>How many bytes the event has.</summary>
    public readonly int Length => _position;

    /// <summary>Where the type's name stands.</summary>
    public ByteRange Name { get; private set; }

    public int Index { get; private set; } = -1;

    public ByteRange Body { get; private set; }

    /// <summary>The type of the block that the body is.</summary>
    public ContentBlockType BlockType { get; private set; }

    /// <summary>Whether a block that starts can plainly stand as it is: its type comes first, its text is empty, and it has its input. If not, <see cref="BlockStart"/> tells.</summary>
    public bool IsUsualBlock { get; private set; }

    public DeltaType DeltaType { get; private set; }

    /// <summary>The delta's member, counted from the body's first byte.</summary>
    public DeltaMember Member { get; private set; }

    /// <summary>Whether the bytes begin as an event does, and values as deep as the caller allows can be checked here.</summary>
    public bool TryBegin() => maxDepth > OuterDepth && (!isFramed || TryLiteral("event: "u8));

    /// <summary>Takes an event's name in its framing, and the JSON up to what is not the same in all such events.</summary>
    /// <param name="type">The event's type.</param>
    /// <param name="literal">The rest of the line that names it, how its data begins, and that JSON.</param>
    /// <param name="jsonStart">Where in it the JSON starts.</param>
    /// <param name="nameStart">Where in the JSON the type's name starts.</param>
    /// <param name="nameLength">Its length.</param>
    public bool TryStart(StreamEventType type, ReadOnlySpan<byte> literal, int jsonStart, int nameStart, int nameLength)
    {
        int start = isFramed ? _position + jsonStart : 0;
        ReadOnlySpan<byte> expected = isFramed ? literal : literal[jsonStart..];

        // Names that begin alike end otherwise.
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

    /// <summary>A block: any object, of which every byte is checked.</summary>
    public bool TryBody()
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

        // A type that is not plain to see is left to the general reader.
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
        if (!PlainJson.TrySkipString(_bytes, ref _position, out bool isEscaped))
        {
            return false;
        }

        SetMember(start, JsonTokenType.String, isEscaped);
        return true;
    }

    /// <summary>Any value, of which every byte is checked.</summary>
    public bool TryValue()
    {
        int start = _position;
        // A number could go on; the API has none here.
        if (!TrySkipValue(out JsonTokenType kind) || kind is JsonTokenType.String or JsonTokenType.Number)
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

    // The live API pads with blanks before the last brace.
    private bool TryClosePadded()
    {
        int blanks = _bytes[_position..].IndexOfAnyExcept((byte)' ');
        if (blanks < 0 || _bytes[_position + blanks] != (byte)'}')
        {
            return false;
        }

        _position += blanks + 1;
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
        if (!PlainJson.TrySkipString(_bytes, ref _position, out bool isNameEscaped) || isNameEscaped)
        {
            // An escaped name may be that of the type.
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

        // An escaped type, or one that is no string, is left to the general reader.
        if (!PlainJson.TrySkipString(_bytes, ref _position, out bool isEscaped) || isEscaped)
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
        if (!TrySkipValue(out JsonTokenType kind))
        {
            return false;
        }

        if (name.SequenceEqual(EventRules.TextMember(BlockType)))
        {
            IsUsualBlock &= kind == JsonTokenType.String && _position - start == EmptyString;
        }
        else if (name.SequenceEqual(EventRules.InputMember(BlockType)))
        {
            _lacksInput = kind != JsonTokenType.StartObject;
        }

        return true;
    }

    private bool TrySkipValue(out JsonTokenType kind) => PlainJson.TrySkipValue(_bytes, ref _position, maxDepth - OuterDepth, out kind);

    private void SetMember(int start, JsonTokenType kind, bool isEscaped) => Member = Member with
    {
        Start = start - Body.Start,
        Length = _position - start,
        Kind = kind,
        IsEscaped = isEscaped,
    };
}
