using System.Buffers;
using System.Globalization;
using System.Text;

namespace Claude.Aot.Streaming;

/// <summary>Collects text, and divides it into pieces that end at the boundary of a grapheme.</summary>
internal sealed class PieceBuffer
{
    // A longer grapheme is examined again only when it has doubled, so that the work stays linear.
    private const int LongGrapheme = 64;

    private readonly int _minChars;
    private readonly SearchValues<char> _flushAt;

    // Invariant: 0 <= _start <= _boundary <= _length <= _chars.Length, and _closed <= _length. The graphemes of [_start, _boundary) are complete. Text before
    // _closed cannot grow, because its block has ended.
    private char[] _chars = [];
    private int _start;
    private int _boundary;
    private int _closed;
    private int _length;
    private int _examinedAt;
    private bool _mustFlush;

    public PieceBuffer(int minChars, SearchValues<char> flushAt)
    {
        _minChars = minChars;
        _flushAt = flushAt;
    }

    /// <summary>Gets whether there is text that <see cref="Flush"/> would make a piece of.</summary>
    public bool HasText => _boundary > _start;

    /// <summary>Gets whether there is text that was not taken.</summary>
    public bool HasUnread => _length > _start;

    /// <summary>Adds UTF-8 that contains only complete characters. No piece may be in use.</summary>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        MakeRoom(utf8.Length);
        _length += Encoding.UTF8.GetChars(utf8, _chars.AsSpan(_length));
    }

    /// <summary>Records that the text so far cannot grow: its last grapheme is complete.</summary>
    public void Close() => _closed = _length;

    /// <summary>Ends the current piece at the last complete grapheme.</summary>
    public void Flush() => _mustFlush = true;

    /// <summary>Takes the next piece.</summary>
    /// <param name="piece">The piece, valid until text is added.</param>
    /// <returns>False if no piece has ended.</returns>
    public bool TryTake(out ReadOnlySpan<char> piece)
    {
        bool hasEnded = false;
        while (!hasEnded && TryPassGrapheme(out ReadOnlySpan<char> grapheme))
        {
            hasEnded = grapheme.ContainsAny(_flushAt);
        }

        if (!hasEnded)
        {
            hasEnded = HasText && (_mustFlush || (_minChars > 0 && _boundary - _start >= _minChars));
            _mustFlush = false;
        }

        piece = hasEnded ? _chars.AsSpan(_start.._boundary) : default;
        _start += piece.Length;
        return hasEnded;
    }

    /// <summary>Moves the boundary behind the next grapheme, if that is complete.</summary>
    private bool TryPassGrapheme(out ReadOnlySpan<char> grapheme)
    {
        grapheme = default;
        bool isClosed = _boundary < _closed;
        int end = isClosed ? _closed : _length;
        int available = end - _boundary;
        if (available == 0 || (!isClosed && available < _examinedAt))
        {
            return false;
        }

        ReadOnlySpan<char> text = _chars.AsSpan(_boundary, available);
        int length = StringInfo.GetNextTextElementLength(text);
        if (length == available && !isClosed && !IsComplete(text[^1]))
        {
            _examinedAt = length > LongGrapheme ? 2 * length : 0;
            return false;
        }

        _examinedAt = 0;
        _boundary += length;
        grapheme = text[..length];
        return true;
    }

    // UAX 29, GB4: there is a boundary after every control character. Only a carriage return can be followed by a line feed (GB3).
    private static bool IsComplete(char last) => char.IsControl(last) && last != '\r';

    private void MakeRoom(int count)
    {
        if (count <= _chars.Length - _length)
        {
            return;
        }

        int kept = _length - _start;
        char[] room = kept + count > _chars.Length ? new char[Math.Max(kept + count, 2 * _chars.Length)] : _chars;
        _chars.AsSpan(_start, kept).CopyTo(room);
        _chars = room;
        _boundary -= _start;
        _closed = Math.Max(0, _closed - _start);
        _length = kept;
        _start = 0;
    }
}
