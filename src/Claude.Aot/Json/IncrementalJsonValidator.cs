using System.Text.Json;
using Claude.Aot.Buffers;

namespace Claude.Aot.Json;

/// <summary>
/// An incremental validator of a JSON value that arrives in fragments of any size. It reads each byte once, and always knows whether the bytes so far are a
/// whole JSON value, the beginning of one, or invalid (RFC 8259). The bytes must be valid UTF-8.
/// </summary>
internal struct IncrementalJsonValidator
{
    private const int BitsPerWord = 64;

    private JsonPlace _place;

    // One bit for each open array (0) or object (1). The innermost is the lowest bit. Full words are pushed to _below.
    private ulong _open;
    private Stack<ulong>? _below;
    private int _depth;

    // The first byte of the literal that is being read, and how many of its bytes were read; in an escape, _count is the number of missing hexadecimal digits.
    private byte _literal;
    private byte _count;

    // The code unit of the escape that is being read, and whether the previous code unit was an escaped high surrogate.
    private ushort _unit;
    private bool _endsInHighSurrogate;

    // The number of bytes fed so far; the length of the longest prefix that can be completed to valid JSON; and the parser's state after that prefix.
    private int _fed;
    private int _completable;
    private JsonPlace _completablePlace;
    private byte _completableCount;

    public readonly ToolInputState State => _place switch
    {
        JsonPlace.Invalid => ToolInputState.Invalid,
        JsonPlace.AfterValue when _depth == 0 => ToolInputState.Valid,
        JsonPlace.Zero or JsonPlace.Integer or JsonPlace.Fraction or JsonPlace.Exponent when _depth == 0 => ToolInputState.Valid,
        _ => ToolInputState.Incomplete,
    };

    private readonly ReadOnlySpan<byte> Literal => _literal switch
    {
        (byte)'t' => "true"u8,
        (byte)'f' => "false"u8,
        _ => "null"u8,
    };

    private readonly bool IsInObject => (_open & 1) != 0;

    /// <summary>Gets the state after all bytes.</summary>
    public static ToolInputState StateOf(ReadOnlySpan<byte> utf8)
    {
        var validator = default(IncrementalJsonValidator);
        validator.Feed(utf8);
        return validator.State;
    }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        int start = _fed;
        int at = 0;
        while (at < bytes.Length && _place != JsonPlace.Invalid)
        {
            if (_place is JsonPlace.String or JsonPlace.NameString)
            {
                int stop = JsonBytes.FindStop(bytes, at);
                stop = stop < 0 ? bytes.Length : stop;
                _endsInHighSurrogate &= stop == at;
                at = stop;
                _fed = start + at;
                RecordCompletable();
                if (at == bytes.Length)
                {
                    return;
                }
            }

            Step(bytes[at++]);
            _fed = start + at;
            RecordCompletable();
        }
    }

    /// <summary>
    /// Completes the bytes fed so far to valid JSON. Open strings, arrays and objects are closed, a partial literal is finished, and a name without a value is
    /// left out. The output is empty if no value has begun.
    /// </summary>
    /// <param name="fed">All bytes fed so far.</param>
    /// <param name="output">The buffer to write the JSON to.</param>
    public readonly void Complete(ReadOnlySpan<byte> fed, PooledByteBuffer output)
    {
        output.Append(fed[.._completable]);
        output.Append(_completablePlace switch
        {
            JsonPlace.String => "\""u8,
            JsonPlace.Literal => Literal[_completableCount..],
            _ => default,
        });
        ulong open = _open;
        using Stack<ulong>.Enumerator below = _below?.GetEnumerator() ?? default;
        for (int depth = _depth; depth > 0; depth--)
        {
            output.Append((open & 1) != 0 ? (byte)'}' : (byte)']');
            open >>= 1;
            if ((depth - 1) % BitsPerWord == 0 && depth > 1)
            {
                below.MoveNext();
                open = below.Current;
            }
        }
    }

    /// <summary>Records the current position if the bytes so far can be completed: after a value that could end here, or after a bracket.</summary>
    private void RecordCompletable()
    {
        if (_place is JsonPlace.AfterValue or JsonPlace.FirstElement or JsonPlace.FirstName or JsonPlace.Literal
                or JsonPlace.Zero or JsonPlace.Integer or JsonPlace.Fraction or JsonPlace.Exponent
            || (_place == JsonPlace.String && !_endsInHighSurrogate))
        {
            _completable = _fed;
            _completablePlace = _place;
            _completableCount = _count;
        }
    }

    private void Step(byte value)
    {
        switch (_place)
        {
            case JsonPlace.String or JsonPlace.NameString:
                StepInString(value);
                break;
            case JsonPlace.Escape or JsonPlace.NameEscape:
                StepInEscape(value);
                break;
            case JsonPlace.Hex or JsonPlace.NameHex:
                StepInHex(value);
                break;
            case JsonPlace.Literal:
                StepInLiteral(value);
                break;
            case >= JsonPlace.Minus:
                StepInNumber(value);
                break;
            default:
                if (!JsonBytes.Whitespace.Contains(value))
                {
                    StepBetween(value);
                }

                break;
        }
    }

    private void StepBetween(byte value)
    {
        _place = (_place, value) switch
        {
            (JsonPlace.Value or JsonPlace.FirstElement, _) when TryStartValue(value) => _place,
            (JsonPlace.FirstElement, (byte)']') => Close(),
            (JsonPlace.FirstName, (byte)'}') => Close(),
            (JsonPlace.FirstName or JsonPlace.Name, (byte)'"') => JsonPlace.NameString,
            (JsonPlace.Colon, (byte)':') => JsonPlace.Value,
            (JsonPlace.AfterValue, (byte)',') when _depth > 0 => IsInObject ? JsonPlace.Name : JsonPlace.Value,
            (JsonPlace.AfterValue, (byte)']') when _depth > 0 && !IsInObject => Close(),
            (JsonPlace.AfterValue, (byte)'}') when _depth > 0 && IsInObject => Close(),
            _ => JsonPlace.Invalid,
        };
    }

    private bool TryStartValue(byte value)
    {
        JsonPlace place = (JsonBytes.KindOf(value), value) switch
        {
            (JsonValueKind.Object, _) => Open(isObject: true),
            (JsonValueKind.Array, _) => Open(isObject: false),
            (JsonValueKind.String, _) => JsonPlace.String,
            (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null, _) => JsonPlace.Literal,
            (_, (byte)'-') => JsonPlace.Minus,
            (_, (byte)'0') => JsonPlace.Zero,
            (_, >= (byte)'1' and <= (byte)'9') => JsonPlace.Integer,
            _ => JsonPlace.Invalid,
        };
        if (place == JsonPlace.Invalid)
        {
            return false;
        }

        _literal = value;
        _count = 1;
        _place = place;
        return true;
    }

    private JsonPlace Open(bool isObject)
    {
        if (_depth > 0 && _depth % BitsPerWord == 0)
        {
            (_below ??= new Stack<ulong>()).Push(_open);
        }

        _open = (_open << 1) | (isObject ? 1u : 0u);
        _depth++;
        return isObject ? JsonPlace.FirstName : JsonPlace.FirstElement;
    }

    private JsonPlace Close()
    {
        _depth--;
        _open = _depth > 0 && _depth % BitsPerWord == 0 ? _below!.Pop() : _open >> 1;
        return JsonPlace.AfterValue;
    }

    private void StepInString(byte value)
    {
        bool isName = _place == JsonPlace.NameString;
        _place = value switch
        {
            (byte)'"' => isName ? JsonPlace.Colon : JsonPlace.AfterValue,
            (byte)'\\' => isName ? JsonPlace.NameEscape : JsonPlace.Escape,
            _ => JsonPlace.Invalid,
        };
    }

    private void StepInEscape(byte value)
    {
        bool isName = _place == JsonPlace.NameEscape;
        _count = 4;
        _unit = 0;
        _endsInHighSurrogate &= value == (byte)'u';
        _place = value switch
        {
            (byte)'u' => isName ? JsonPlace.NameHex : JsonPlace.Hex,
            _ when JsonBytes.Unescape(value) != 0 => isName ? JsonPlace.NameString : JsonPlace.String,
            _ => JsonPlace.Invalid,
        };
    }

    private void StepInHex(byte value)
    {
        if (!char.IsAsciiHexDigit((char)value))
        {
            _place = JsonPlace.Invalid;
            return;
        }

        _unit = (ushort)((_unit << 4) | HexValue(value));
        if (--_count == 0)
        {
            _endsInHighSurrogate = char.IsHighSurrogate((char)_unit);
            _place = _place == JsonPlace.NameHex ? JsonPlace.NameString : JsonPlace.String;
        }
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private void StepInLiteral(byte value)
    {
        ReadOnlySpan<byte> literal = Literal;
        _place = value != literal[_count++] ? JsonPlace.Invalid : _count == literal.Length ? JsonPlace.AfterValue : JsonPlace.Literal;
    }

    private void StepInNumber(byte value)
    {
        bool isDigit = value is >= (byte)'0' and <= (byte)'9';
        JsonPlace next = (_place, value) switch
        {
            (JsonPlace.Minus, (byte)'0') => JsonPlace.Zero,
            (JsonPlace.Minus or JsonPlace.Integer, _) when isDigit => JsonPlace.Integer,
            (JsonPlace.Zero or JsonPlace.Integer, (byte)'.') => JsonPlace.Point,
            (JsonPlace.Point or JsonPlace.Fraction, _) when isDigit => JsonPlace.Fraction,
            (JsonPlace.Zero or JsonPlace.Integer or JsonPlace.Fraction, (byte)'e' or (byte)'E') => JsonPlace.ExponentStart,
            (JsonPlace.ExponentStart, (byte)'+' or (byte)'-') => JsonPlace.ExponentSign,
            (JsonPlace.ExponentStart or JsonPlace.ExponentSign or JsonPlace.Exponent, _) when isDigit => JsonPlace.Exponent,
            (JsonPlace.Zero or JsonPlace.Integer or JsonPlace.Fraction or JsonPlace.Exponent, _) => JsonPlace.AfterValue,
            _ => JsonPlace.Invalid,
        };
        _place = next;
        if (next == JsonPlace.AfterValue)
        {
            // A number does not delimit itself: this byte belongs to the token after it.
            Step(value);
        }
    }
}

/// <summary>The position of a parser in the JSON grammar. The positions in a number come last.</summary>
internal enum JsonPlace : byte
{
    Value,
    FirstElement,
    FirstName,
    Name,
    Colon,
    AfterValue,
    String,
    NameString,
    Escape,
    NameEscape,
    Hex,
    NameHex,
    Literal,
    Invalid,
    Minus,
    Zero,
    Integer,
    Point,
    Fraction,
    ExponentStart,
    ExponentSign,
    Exponent,
}
