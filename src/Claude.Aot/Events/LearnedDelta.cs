using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Claude.Aot.Buffers;
using Claude.Aot.Folding;
using Claude.Aot.Json;
using Claude.Aot.Sse;

namespace Claude.Aot.Events;

/// <summary>
/// The shape of the previous delta event, which is used to read the next one. The API writes all deltas of a block in the same way: the bytes before the text
/// are the same, and the text is followed by two braces, with optional spaces, and a blank line. Therefore the bytes before the text (the head) are compared as
/// a whole, the text is decoded directly into its member, and any other event is left to the readers from which the shape is learned.
/// </summary>
/// <remarks>
/// One of those readers has accepted the head, which ends with the opening quote of the text. JSON that begins with the same bytes and continues with the rest
/// of a string, <c>}</c> and <c>}</c> is the same event with another text.
/// </remarks>
internal sealed class LearnedDelta
{
    private const int MaxHead = 256;

    // Large enough for most texts. If a text is longer, the space is extended.
    private const int UsualText = 64;

    private readonly byte[] _head = new byte[MaxHead];
    private int _length;

    /// <summary>Gets the member that receives the text; null if nothing has been learned.</summary>
    public FoldedPieces? Target { get; private set; }

    /// <summary>Gets the number of bytes before the text.</summary>
    public int HeadLength => _length;

    /// <summary>Gets the properties of the event. Its offsets are relative to the event's first byte.</summary>
    public LearnedShape Shape { get; private set; }

    /// <summary>Gets or sets whether the last match has not been accepted yet.</summary>
    public bool IsPending { get; set; }

    /// <summary>Gets a number that identifies the learned shape. Each new shape has another number.</summary>
    public int Id { get; private set; }

    /// <summary>
    /// Gets the length of the text that was matched last, as received and without its quotes. <see cref="DecodedLength"/> is its length after decoding.
    /// </summary>
    public int TextLength { get; private set; }

    public int DecodedLength { get; private set; }

    /// <summary>Gets the high surrogate at the end of that text, or 0.</summary>
    public char PendingHighSurrogate { get; private set; }

    /// <summary>
    /// Gets the offset of the end of the delta object in the event that was matched last. <see cref="JsonLength"/> and <see cref="Length"/> are the offsets of
    /// the end of its JSON and of the event.
    /// </summary>
    public int BodyLength => _length + TextLength + 2;

    public int JsonLength { get; private set; }

    public int Length => JsonLength + 2;

    // The bytes after the text in an event without padding.
    private static ReadOnlySpan<byte> End => "\"}}\n\n"u8;

    private ReadOnlySpan<byte> Head => _head.AsSpan(0, _length);

    /// <summary>Learns the shape of an event that another reader has read.</summary>
    /// <param name="raw">The event, including its framing.</param>
    /// <param name="text">The range of the text in the event.</param>
    /// <param name="shape">The locations of the other parts of the event.</param>
    /// <param name="target">The member that received the text.</param>
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

        // A shape can be used only if the text is followed by two braces.
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

    /// <summary>
    /// Compares bytes that begin with an event with the learned shape. After a match, the lengths give the ends of the event's parts, and the decoded text is
    /// in the space after the content of its member.
    /// </summary>
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
        if (!target.HasPendingHighSurrogate)
        {
            // The common case: the text is ASCII and contains no escapes.
            bool isAscii = JsonUnescaper.CopyRun(bytes, target.GetSpan(UsualText), ref from, ref to);
            ReadOnlySpan<byte> rest = bytes[from..];
            if (isAscii && !rest.IsEmpty && rest[0] == (byte)'"')
            {
                TextLength = DecodedLength = to;
                PendingHighSurrogate = default;
                JsonLength = from + 3;
                return rest.StartsWith(End) ? LearnedOutcome.Match : ReadTail(bytes);
            }
        }

        return ReadUnusual(bytes, target, to);
    }

    /// <summary>Compares an event whose framing has already been read. The resulting lengths are as if its framing were that of the shape.</summary>
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

    /// <summary>Reads the bytes after the text: the braces and the blank line.</summary>
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

    /// <param name="text">The input, which begins inside the string.</param>
    /// <param name="target">The member that the text is appended to.</param>
    /// <param name="copied">The number of bytes of the text that need no decoding and have already been copied to the space after the target's content.</param>
    private LearnedOutcome ReadText(ReadOnlySpan<byte> text, FoldedPieces target, int copied)
    {
        Span<byte> room = target.GetSpan(UsualText);
        while (true)
        {
            char pending = target.PendingHighSurrogate;
            OperationStatus status = JsonUnescaper.Decode(text[copied..], room[copied..], ref pending, out int length, out int written);
            length += copied;
            switch (status)
            {
                case OperationStatus.Done when Utf8.IsValid(text[..length]):
                    TextLength = length;
                    DecodedLength = written + copied;
                    PendingHighSurrogate = pending;
                    return LearnedOutcome.Match;
                case OperationStatus.NeedMoreData:
                    return LearnedOutcome.Unfinished;
                case OperationStatus.DestinationTooSmall:
                    // The target does not keep uncommitted bytes when it moves, so decoding starts over.
                    room = target.GetSpan(2 * room.Length);
                    copied = 0;
                    break;
                default:
                    return LearnedOutcome.Other;
            }
        }
    }

    /// <summary>Reads the braces that close the delta and the event. The live API writes padding spaces before the last one.</summary>
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

        int spaces = tail.Length > 1 && tail[1] == (byte)'}' ? 0 : tail[1..].IndexOfAnyExcept((byte)' ');
        if (spaces < 0)
        {
            return LearnedOutcome.Unfinished;
        }

        length = spaces + 2;
        return tail[spaces + 1] == (byte)'}' ? LearnedOutcome.Match : LearnedOutcome.Other;
    }
}
