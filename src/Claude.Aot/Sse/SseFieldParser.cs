using System.Text.Unicode;
using Claude.Aot.Buffers;

namespace Claude.Aot.Sse;

/// <summary>Parses the fields of one whole event. The results are offsets: nothing is copied unless several data lines must be joined.</summary>
internal static class SseFieldParser
{
    /// <summary>Parses <paramref name="block"/>, which ends with its blank line or, if the stream ended early, at any byte.</summary>
    public static void Parse(ReadOnlySpan<byte> block, PooledByteBuffer scratch, out SseFields fields)
    {
        fields = default;
        fields.Length = block.Length;
        for (int at = 0; at < block.Length;)
        {
            ReadOnlySpan<byte> rest = block[at..];
            int length = rest.IndexOfAny((byte)'\r', (byte)'\n');
            if (length < 0)
            {
                length = rest.Length;
            }
            else if (rest[length] == '\r')
            {
                fields.Dialect |= SseDialect.CarriageReturn;
            }

            // The LF of a CRLF looks like an empty line here. It does not end the event: the caller has already found the event's end.
            if (length > 0)
            {
                ParseLine(rest[..length], at, block, scratch, ref fields);
            }

            at += length + 1;
        }

        CloseData(scratch, ref fields);
        if (!Utf8.IsValid(block))
        {
            fields.Dialect |= SseDialect.InvalidUtf8;
        }
    }

    private static void ParseLine(ReadOnlySpan<byte> line, int lineStart, ReadOnlySpan<byte> block, PooledByteBuffer scratch, ref SseFields fields)
    {
        int colon = line.IndexOf((byte)':');
        if (colon == 0)
        {
            // SSE 9.2.6: a line that starts with a colon is ignored.
            fields.Dialect |= SseDialect.Comment;
            return;
        }

        // SSE 9.2.6: without a colon, the whole line is the field's name, and the value is empty.
        ReadOnlySpan<byte> name = colon < 0 ? line : line[..colon];
        int start = colon < 0 ? line.Length : colon + 1;

        // SSE 9.2.6: one leading space of the value is removed.
        if (start < line.Length && line[start] == ' ')
        {
            start++;
        }

        ReadOnlySpan<byte> value = line[start..];
        start += lineStart;
        switch (name.Length)
        {
            // SSE 9.2.6: data lines are joined by LF.
            case 4 when name.SequenceEqual("data"u8):
                AddData(start, value, block, scratch, ref fields);
                break;

            // SSE 9.2.6: the last event line names the event.
            case 5 when name.SequenceEqual("event"u8):
                fields.NameStart = start;
                fields.NameLength = value.Length;
                break;

            // SSE 9.2.6: an id that contains U+0000 is ignored.
            case 2 when name.SequenceEqual("id"u8):
                if (!value.Contains((byte)0))
                {
                    fields.HasId = true;
                    fields.IdStart = start;
                    fields.IdLength = value.Length;
                }

                break;

            // SSE 9.2.6: a retry value that contains anything but ASCII digits is ignored.
            case 5 when name.SequenceEqual("retry"u8):
                if (!value.IsEmpty && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                {
                    fields.HasRetry = true;
                    fields.Retry = ParseDigits(value);
                }

                break;

            // SSE 9.2.6: any other field is ignored.
            default:
                fields.Dialect |= SseDialect.UnknownField;
                break;
        }
    }

    private static void AddData(int start, ReadOnlySpan<byte> value, ReadOnlySpan<byte> block, PooledByteBuffer scratch, ref SseFields fields)
    {
        fields.DataLines++;
        if (fields.DataLines == 1)
        {
            fields.DataStart = start;
            fields.DataLength = value.Length;
            return;
        }

        if (fields.DataLines == 2)
        {
            scratch.Append(block.Slice(fields.DataStart, fields.DataLength));
        }

        scratch.Append((byte)'\n');
        scratch.Append(value);
    }

    private static void CloseData(PooledByteBuffer scratch, ref SseFields fields)
    {
        if (fields.DataLines < 2)
        {
            return;
        }

        ArraySegment<byte> joined = scratch.Complete();
        fields.JoinedData = joined.Array;
        fields.DataStart = joined.Offset;
        fields.DataLength = joined.Count;
        fields.Dialect |= SseDialect.MultipleDataLines;
    }

    private static long ParseDigits(ReadOnlySpan<byte> digits)
    {
        long value = 0;
        foreach (byte digit in digits)
        {
            int next = digit - '0';
            if (value > (long.MaxValue - next) / 10)
            {
                return long.MaxValue;
            }

            value = (value * 10) + next;
        }

        return value;
    }
}
