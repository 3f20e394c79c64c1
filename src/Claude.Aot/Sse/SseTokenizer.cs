using System.Text.Unicode;
using Claude.Aot.Buffers;

namespace Claude.Aot.Sse;

/// <summary>
/// Splits bytes into the events of a server-sent event stream, as defined by section 9.2.6 of the HTML standard ("SSE 9.2.6" below). Each method is a
/// synchronous step on bytes that begin with an event. A step either finds the whole event, or reports that more bytes are needed; in that case it consumes
/// nothing, and records in the state how far it has searched. If it succeeds, it consumes exactly <see cref="SseFields.Length"/> bytes. If it does not, it has
/// examined all given bytes.
/// </summary>
internal static class SseTokenizer
{
    private const byte CarriageReturn = (byte)'\r';
    private const byte LineFeed = (byte)'\n';

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Determines, once per stream, whether the stream starts with a byte order mark. Returns false if that requires more bytes.</summary>
    public static bool TrySkipByteOrderMark(ReadOnlySpan<byte> bytes, bool isFinal, ref SseTokenizerState state, out int length)
    {
        length = 0;
        if (!isFinal && bytes.Length < ByteOrderMark.Length && ByteOrderMark.StartsWith(bytes))
        {
            return false;
        }

        // SSE 9.2.6: UTF-8 decoding removes one leading byte order mark, if any.
        length = bytes.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        state.ByteOrderMarkDone = true;
        return true;
    }

    /// <summary>
    /// Finds a usual event in one pass: an optional <c>event</c> line and one <c>data</c> line, each ending with LF. Any other event, including one that is
    /// unfinished, is left to <see cref="TryRead"/>. The caller must check the limits and validate the UTF-8.
    /// </summary>
    public static bool TryReadUsual(ReadOnlySpan<byte> bytes, ref SseTokenizerState state, out SseUsualEvent usual)
    {
        usual = default;
        int data = 0;
        if (bytes.StartsWith("event: "u8))
        {
            int nameLength = bytes[SseUsualEvent.NameStart..].IndexOfAny(CarriageReturn, LineFeed);
            data = SseUsualEvent.NameStart + nameLength + 1;
            if (nameLength < 0 || bytes[data - 1] != LineFeed)
            {
                state.Examined += nameLength < 0 ? bytes.Length : data;
                return false;
            }

            usual.NameLength = nameLength;
        }

        bytes = bytes[data..];
        if (!bytes.StartsWith("data: "u8))
        {
            state.Examined += data;
            return false;
        }

        int end = bytes.IndexOfAny(CarriageReturn, LineFeed);
        if (end < 0 || end + 1 >= bytes.Length || bytes[end] != LineFeed || bytes[end + 1] != LineFeed)
        {
            state.Examined += data + (end < 0 ? bytes.Length : end);
            return false;
        }

        usual.DataStart = data + 6;
        usual.Length = data + end + 2;
        return true;
    }

    /// <summary>
    /// Finds any event. If <paramref name="isFinal"/> is true, no byte follows, so a CR at the very end is a line end. Otherwise such a CR waits for the next
    /// byte.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes, bool isFinal, in SseLimits limits, ref SseTokenizerState state, PooledByteBuffer scratch, out SseFields fields)
    {
        state.AssertValid();
        int length = FindEnd(bytes[state.Searched..], in limits, ref state);

        // SSE 9.2.6: a CR that is not followed by LF ends its line, which is a blank line here.
        if (length < 0 && isFinal && state.PendingCarriageReturn && state.LineLength == 0)
        {
            length = state.Searched;
        }

        if (length < 0)
        {
            fields = default;
            return false;
        }

        state.StartEvent();
        ReadFields(bytes[..length], ref state, scratch, out fields);
        return true;
    }

    /// <summary>
    /// Continues the search for the blank line that ends an event. Returns the length of the whole event, or -1 if all of <paramref name="chunk"/> belongs to
    /// it and more bytes are needed.
    /// </summary>
    private static int FindEnd(ReadOnlySpan<byte> chunk, in SseLimits limits, ref SseTokenizerState state)
    {
        if (state.PendingCarriageReturn && !chunk.IsEmpty)
        {
            // SSE 9.2.6: CRLF is one line end, even if CR and LF arrive in different reads.
            int lineFeed = chunk[0] == LineFeed ? 1 : 0;
            if (state.LineLength == 0)
            {
                return state.Searched + lineFeed;
            }

            state.EndLine(lineFeed);
            chunk = chunk[lineFeed..];
        }

        while (!chunk.IsEmpty)
        {
            int found = chunk.IndexOfAny(CarriageReturn, LineFeed);
            int length = found < 0 ? chunk.Length : found;
            limits.Check(state.Searched - state.LineLength, state.LineLength + length);
            state.AddToLine(length);
            if (found < 0)
            {
                break;
            }

            int lineEnd = 1;
            if (chunk[found] == CarriageReturn)
            {
                if (found + 1 == chunk.Length)
                {
                    // SSE 9.2.6: the next byte decides whether this CR is a line end by itself.
                    state.Searched++;
                    state.PendingCarriageReturn = true;
                    break;
                }

                // SSE 9.2.6: CRLF is one line end, and CR alone is a line end too.
                lineEnd = chunk[found + 1] == LineFeed ? 2 : 1;
            }

            // SSE 9.2.6: a blank line dispatches the event.
            if (state.LineLength == 0)
            {
                return state.Searched + lineEnd;
            }

            state.EndLine(lineEnd);
            chunk = chunk[(found + lineEnd)..];
        }

        return -1;
    }

    private static void ReadFields(ReadOnlySpan<byte> block, ref SseTokenizerState state, PooledByteBuffer scratch, out SseFields fields)
    {
        // A usual event is also read here if it arrived in several reads.
        if (TryReadUsual(block, ref state, out SseUsualEvent usual) && Utf8.IsValid(block))
        {
            fields = SseFields.Of(in usual);
        }
        else
        {
            SseFieldParser.Parse(block, scratch, out fields);
        }

        state.Examined += block.Length;
    }
}
