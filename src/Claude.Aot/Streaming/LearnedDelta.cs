using System.Buffers;

namespace Claude.Aot;

/// <summary>
/// The shape of the delta event before, by which the next one is read. The API writes the deltas of a block alike: everything up to the text is the same, and after the text
/// stand two braces, blanks and a blank line. So the bytes before the text (the head) are compared as a whole, the text is read in place, and anything else is left to
/// the general reader, from which the shape is learned.
/// </summary>
/// <remarks>
/// The head was accepted by the general reader, with the text's opening quote at its end. JSON that begins with the same bytes and goes on with a string, <c>}</c> and <c>}</c>
/// is the same event with another text.
/// </remarks>
internal sealed class LearnedDelta
{
    private const int MaxHead = 256;

    private static readonly SearchValues<byte> s_endsRun = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static control => (byte)control), (byte)'"', (byte)'\\']);

    private readonly byte[] _head = new byte[MaxHead];
    private int _length;

    /// <summary>The block and member that the text goes to; null while nothing is learned.</summary>
    public FoldedPieces? Target { get; private set; }

    /// <summary>The number of bytes before the text.</summary>
    public int HeadLength => _length;

    /// <summary>The event, with offsets from its first byte.</summary>
    public LearnedShape Shape { get; private set; }

    /// <summary>Learns from an event that the general reader has read.</summary>
    /// <param name="raw">The event with its framing.</param>
    /// <param name="textStart">Where in it the text starts.</param>
    /// <param name="shape">Where in it everything else lies.</param>
    /// <param name="target">The member that the text went to.</param>
    public void Learn(ReadOnlySpan<byte> raw, int textStart, in LearnedShape shape, FoldedPieces target)
    {
        Forget();
        if (textStart > MaxHead)
        {
            return;
        }

        raw[..textStart].CopyTo(_head);
        _length = textStart;
        Shape = shape;

        // Only the shape in which two braces follow the text can be read by it.
        Target = TryMatch(raw, out LearnedMatch match) && match.Length == raw.Length ? target : null;
    }

    public void Forget() => Target = null;

    /// <summary>Whether the bytes start with a whole event of that shape.</summary>
    public bool TryMatch(ReadOnlySpan<byte> bytes, out LearnedMatch match)
    {
        match = default;
        if (!bytes.StartsWith(_head.AsSpan(0, _length)))
        {
            return false;
        }

        int at = _length;
        bool isEscaped = false;
        while (true)
        {
            int run = bytes[at..].IndexOfAny(s_endsRun);
            if (run < 0)
            {
                return false;
            }

            at += run;
            if (bytes[at] == (byte)'"')
            {
                break;
            }

            int escape = bytes[at] == (byte)'\\' ? JsonUnescaper.EscapeLength(bytes[at..]) : 0;
            if (escape == 0)
            {
                return false;
            }

            isEscaped = true;
            at += escape;
        }

        match.TextLength = at - _length;
        match.IsEscaped = isEscaped;
        return TryMatchTail(bytes[(at + 1)..], at + 1, ref match);
    }

    private static bool TryMatchTail(ReadOnlySpan<byte> tail, int before, ref LearnedMatch match)
    {
        if (tail.IsEmpty || tail[0] != (byte)'}')
        {
            return false;
        }

        // The live API pads with blanks before the last brace.
        int at = 1;
        while (at < tail.Length && tail[at] == (byte)' ')
        {
            at++;
        }

        if (!tail[at..].StartsWith("}\n\n"u8))
        {
            return false;
        }

        match.BodyLength = before + 1;
        match.JsonLength = before + at + 1;
        match.Length = before + at + 3;
        return true;
    }
}
