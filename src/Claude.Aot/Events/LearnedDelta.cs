using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Claude.Aot.Buffers;
using Claude.Aot.Folding;
using Claude.Aot.Json;
using Claude.Aot.Sse;

namespace Claude.Aot.Events;

/// <summary>
/// The shape of the delta event before, by which the next one is read. The API writes the deltas of a block alike: everything up to the text is the same, and after the text
/// stand two braces, blanks and a blank line. So the bytes before the text (the head) are compared as a whole, the text is decoded straight to where it belongs, and anything
/// else is left to the readers from which the shape is learned.
/// </summary>
/// <remarks>
/// The head was accepted by one of those readers, with the text's opening quote at its end. JSON that begins with the same bytes and goes on with a string, <c>}</c> and
/// <c>}</c> is the same event with another text.
/// </remarks>
internal sealed class LearnedDelta
{
    private const int MaxHead = 256;

    // Room for most texts; a longer one makes room for itself.
    private const int UsualText = 64;

    private readonly byte[] _head = new byte[MaxHead];
    private int _length;

    /// <summary>The member that the text goes to; null while nothing is learned.</summary>
    public FoldedPieces? Target { get; private set; }

    /// <summary>The number of bytes before the text.</summary>
    public int HeadLength => _length;

    /// <summary>The event, with offsets from its first byte.</summary>
    public LearnedShape Shape { get; private set; }

    /// <summary>Whether what was matched last has not been accepted yet.</summary>
    public bool IsPending { get; set; }

    /// <summary>Tells what was learned apart from what was learned before.</summary>
    public int Id { get; private set; }

    /// <summary>The length of the text that was matched last: between its quotes, and decoded.</summary>
    public int TextLength { get; private set; }

    public int DecodedLength { get; private set; }

    /// <summary>The first half of a surrogate pair in which that text ends, or 0.</summary>
    public char Half { get; private set; }

    /// <summary>The end of the delta object, of the JSON and of the event that was matched last, counted from the event's first byte.</summary>
    public int BodyLength => _length + TextLength + 2;

    public int JsonLength { get; private set; }

    public int Length => JsonLength + 2;

    // What stands behind the text of an event that is not padded.
    private static ReadOnlySpan<byte> End => "\"}}\n\n"u8;

    private ReadOnlySpan<byte> Head => _head.AsSpan(0, _length);

    /// <summary>Learns from an event that was read otherwise.</summary>
    /// <param name="raw">The event with its framing.</param>
    /// <param name="text">Where in it the text lies.</param>
    /// <param name="shape">Where in it everything else lies.</param>
    /// <param name="target">The member that the text went to.</param>
    public void Learn(ReadOnlySpan<byte> raw, ByteRange text, in LearnedShape shape, FoldedPieces target)
    {
        Forget();
        if (text.Start > MaxHead || !Ascii.IsValid(raw[..text.Start]))
        {
            return;
        }

        raw[..text.Start].CopyTo(_head);
        _length = text.Start;
        Id++;
        Shape = shape;
        Target = target;

        // Only the shape in which two braces follow the text can be read by it.
        TextLength = text.Length;
        if (ReadTail(raw) != LearnedOutcome.Match || Length != raw.Length)
        {
            Forget();
        }
    }

    public void Forget()
    {
        Target = null;
        IsPending = false;
    }

    /// <summary>Compares bytes that begin with an event. After a match the lengths tell where its parts end, and the text is decoded behind what its member has.</summary>
    public LearnedOutcome Read(ReadOnlySpan<byte> bytes)
    {
        FoldedPieces? target = Target;
        int from = _length;
        if (target is null)
        {
            return LearnedOutcome.Other;
        }

        if (bytes.Length < from + End.Length || !bytes[..from].SequenceEqual(_head.AsSpan(0, from)))
        {
            return bytes.Length < from && Head.StartsWith(bytes) ? LearnedOutcome.Unfinished : LearnedOutcome.Other;
        }

        int to = 0;
        if (!target.IsHalfPending)
        {
            // The usual text, in which nothing is escaped and all is ASCII.
            bool isAscii = JsonUnescaper.CopyRun(bytes, target.GetSpan(UsualText), ref from, ref to);
            ReadOnlySpan<byte> rest = bytes[from..];
            if (isAscii && !rest.IsEmpty && rest[0] == (byte)'"')
            {
                TextLength = DecodedLength = to;
                Half = default;
                JsonLength = from + 3;
                return rest.StartsWith(End) ? LearnedOutcome.Match : ReadTail(bytes);
            }
        }

        return ReadUnusual(bytes, target, to);
    }

    /// <summary>Compares an event whose framing has been read. What is measured is as if the framing were that of the shape.</summary>
    public bool TryRead(in SseEvent e)
    {
        int jsonStart = Shape.JsonStart;
        if (Target is null
            || !(e.Name.IsEmpty || e.Name.SequenceEqual(Head.Slice(Shape.Name.Start, Shape.Name.Length)))
            || !e.Data.StartsWith(Head[jsonStart..])
            || ReadText(e.Data[(_length - jsonStart)..], Target, copied: 0) != LearnedOutcome.Match)
        {
            return false;
        }

        JsonLength = jsonStart + e.Data.Length;
        ReadOnlySpan<byte> tail = e.Data[(BodyLength - 1 - jsonStart)..];
        return ReadBraces(tail, out int braces) == LearnedOutcome.Match && braces == tail.Length;
    }

    private LearnedOutcome ReadUnusual(ReadOnlySpan<byte> bytes, FoldedPieces target, int copied)
    {
        LearnedOutcome outcome = ReadText(bytes[_length..], target, copied);
        return outcome == LearnedOutcome.Match ? ReadTail(bytes) : outcome;
    }

    /// <summary>What stands behind the text: the braces and the blank line.</summary>
    private LearnedOutcome ReadTail(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> tail = bytes[Math.Min(bytes.Length, BodyLength - 1)..];
        LearnedOutcome outcome = ReadBraces(tail, out int braces);
        JsonLength = BodyLength - 1 + braces;
        ReadOnlySpan<byte> end = tail[braces..];
        return outcome != LearnedOutcome.Match || end.StartsWith("\n\n"u8) ? outcome
            : "\n\n"u8.StartsWith(end) ? LearnedOutcome.Unfinished
            : LearnedOutcome.Other;
    }

    /// <param name="text">Begins inside of the string.</param>
    /// <param name="target">What it is appended to.</param>
    /// <param name="copied">How many of its bytes stand for themselves, and are behind what the target has already.</param>
    private LearnedOutcome ReadText(ReadOnlySpan<byte> text, FoldedPieces target, int copied)
    {
        Span<byte> room = target.GetSpan(UsualText);
        while (true)
        {
            char half = target.Half;
            OperationStatus status = JsonUnescaper.Decode(text[copied..], room[copied..], ref half, out int length, out int written);
            length += copied;
            switch (status)
            {
                case OperationStatus.Done when Utf8.IsValid(text[..length]):
                    TextLength = length;
                    DecodedLength = written + copied;
                    Half = half;
                    return LearnedOutcome.Match;
                case OperationStatus.NeedMoreData:
                    return LearnedOutcome.Unfinished;
                case OperationStatus.DestinationTooSmall:
                    // What is not the target's yet stays behind when it moves.
                    room = target.GetSpan(2 * room.Length);
                    copied = 0;
                    break;
                default:
                    return LearnedOutcome.Other;
            }
        }
    }

    /// <summary>The braces that close the delta and the event. The live API pads with blanks before the last one.</summary>
    private static LearnedOutcome ReadBraces(ReadOnlySpan<byte> tail, out int length)
    {
        length = 0;
        if (tail.IsEmpty)
        {
            return LearnedOutcome.Unfinished;
        }

        if (tail[0] != (byte)'}')
        {
            return LearnedOutcome.Other;
        }

        int blanks = tail.Length > 1 && tail[1] == (byte)'}' ? 0 : tail[1..].IndexOfAnyExcept((byte)' ');
        if (blanks < 0)
        {
            return LearnedOutcome.Unfinished;
        }

        length = blanks + 2;
        return tail[blanks + 1] == (byte)'}' ? LearnedOutcome.Match : LearnedOutcome.Other;
    }
}
