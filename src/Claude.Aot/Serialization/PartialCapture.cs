using System.Buffers;

namespace Claude.Aot.Serialization;

/// <summary>Collects the bytes of one JSON value until it is complete.</summary>
internal sealed class PartialCapture
{
    private const byte Quote = (byte)'"';
    private const byte Backslash = (byte)'\\';

    private static readonly SearchValues<byte> s_ends = SearchValues.Create(",]} \t\r\n"u8);
    private static readonly SearchValues<byte> s_marks = SearchValues.Create("\"[]{}"u8);
    private static readonly SearchValues<byte> s_stringMarks = SearchValues.Create("\"\\"u8);

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private int _depth;
    private int _missing;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isNumber;

    /// <summary>Gets whether the bytes are kept; otherwise the value is only skipped.</summary>
    public bool IsKept { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Begins a value.</summary>
    /// <returns>False if no value begins with this byte.</returns>
    public bool Begin(byte first, bool isKept)
    {
        _bytes.ResetWrittenCount();
        IsKept = isKept;
        _isInString = first == Quote;
        _isEscaped = false;
        _isNumber = first is (byte)'-' or (>= (byte)'0' and <= (byte)'9');
        _depth = first is (byte)'{' or (byte)'[' ? 1 : 0;
        _missing = first switch { (byte)'t' or (byte)'n' => 3, (byte)'f' => 4, _ => 0 };
        Keep([first]);
        return _isInString || _isNumber || _depth > 0 || _missing > 0;
    }

    /// <summary>Appends a fragment, up to the end of the value.</summary>
    /// <returns>True if the value is complete.</returns>
    public bool Append(ReadOnlySpan<byte> fragment, out int consumed)
    {
        bool isComplete;
        if (_isNumber)
        {
            // A number does not delimit itself: the byte after it is not part of it.
            int end = fragment.IndexOfAny(s_ends);
            isComplete = end >= 0;
            consumed = isComplete ? end : fragment.Length;
        }
        else if (_missing > 0)
        {
            consumed = Math.Min(_missing, fragment.Length);
            _missing -= consumed;
            isComplete = _missing == 0;
        }
        else
        {
            isComplete = FindEnd(fragment, out consumed);
        }

        Keep(fragment[..consumed]);
        return isComplete;
    }

    private bool FindEnd(ReadOnlySpan<byte> fragment, out int consumed)
    {
        consumed = 0;
        while (consumed < fragment.Length)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                consumed++;
                continue;
            }

            int mark = fragment[consumed..].IndexOfAny(_isInString ? s_stringMarks : s_marks);
            if (mark < 0)
            {
                break;
            }

            consumed += mark + 1;
            if (Pass(fragment[consumed - 1]))
            {
                return true;
            }
        }

        consumed = fragment.Length;
        return false;
    }

    /// <summary>Passes a quote, a backslash or a bracket.</summary>
    /// <returns>True if it ends the value.</returns>
    private bool Pass(byte mark)
    {
        switch (mark)
        {
            case Backslash:
                _isEscaped = true;
                return false;
            case Quote:
                _isInString = !_isInString;
                break;
            default:
                _depth += mark is (byte)'{' or (byte)'[' ? 1 : -1;
                break;
        }

        return _depth == 0 && !_isInString;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (IsKept)
        {
            _bytes.Write(bytes);
        }
    }
}
