using System.Text.Unicode;
using Claude.Aot.Buffers;

namespace Claude.Aot.Sse;

/// <summary>
/// Splits bytes into the events of a server-sent event stream, as the HTML standard says in section 9.2.6 ("SSE 9.2.6" below).
/// Pure steps: each looks at bytes that begin with an event, and either finds that whole event or says that more bytes are needed,
/// taking nothing and remembering in the state how far it has looked. On success exactly <see cref="SseFields.Length"/> bytes are used up;
/// without it all bytes given have been examined.
/// </summary>
internal static class SseTokenizer
{
    private const byte CarriageReturn = (byte)'\r';
    private const byte LineFeed = (byte)'\n';

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Decides, once, whether the stream starts with a byte order mark; false when more bytes are needed for that.</summary>
    public static bool TrySkipByteOrderMark(ReadOnlySpan<byte> bytes, bool isFinal, ref SseTokenizerState state, out int length)
    {
        length = 0;
        if (!isFinal && bytes.Length < ByteOrderMark.Length && ByteOrderMark.StartsWith(bytes))
        {
            return false;
        }

        // SSE 9.2.6: decoding as UTF-8 strips one leading byte order mark, if any.
        length = bytes.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        state.ByteOrderMarkDone = true;
        return true;
    }

    /// <summary>
    /// The usual event, an optional <c>event</c> line and one <c>data</c> line that end with LF, found in one pass. Anything else, invalid
    /// UTF-8 and an unfinished event too, is left to <see cref="TryRead"/>; limits are the caller's to check, by the length.
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

    /// <summary>Any event. With <paramref name="isFinal"/> no byte follows, so that a CR at the very end is a line end; else it waits for the next byte.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes, bool isFinal, in SseLimits limits, ref SseTokenizerState state, PooledByteBuffer scratch, out SseFields fields)
    {
        state.AssertValid();
        int length = FindEnd(bytes[state.Searched..], in limits, ref state);

        // SSE 9.2.6: a CR not followed by LF ends its line; here a blank one.
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
    /// Goes on with the search for the blank line that ends an event. Returns the length of the whole event, or -1 when all of
    /// <paramref name="chunk"/> belongs to it and more is needed.
    /// </summary>
    private static int FindEnd(ReadOnlySpan<byte> chunk, in SseLimits limits, ref SseTokenizerState state)
    {
        if (state.PendingCarriageReturn && !chunk.IsEmpty)
        {
            // SSE 9.2.6: CRLF is one line end, also where CR and LF came apart.
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
                    // SSE 9.2.6: whether this CR is a line end of its own depends on the next byte.
                    state.Searched++;
                    state.PendingCarriageReturn = true;
                    break;
                }

                // SSE 9.2.6: CRLF is one line end, CR alone is one too.
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
        // The usual event also comes here, when it arrived in several reads.
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
