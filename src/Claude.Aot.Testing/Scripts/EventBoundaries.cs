namespace Claude.Aot.Testing;

/// <summary>Finds the ends of the events in a body.</summary>
internal static class EventBoundaries
{
    /// <summary>Gets the offset after the empty line of each event, in order. A last event without an empty line has no end.</summary>
    public static List<int> EndsOf(ReadOnlySpan<byte> body)
    {
        var ends = new List<int>();
        bool isLineEmpty = true, isEventEmpty = true;
        for (int i = 0; i < body.Length; i++)
        {
            if (body[i] is not ((byte)'\r' or (byte)'\n'))
            {
                isLineEmpty = isEventEmpty = false;
                continue;
            }

            if (body[i] == (byte)'\r' && i + 1 < body.Length && body[i + 1] == (byte)'\n')
            {
                i++;
            }

            if (isLineEmpty && !isEventEmpty)
            {
                ends.Add(i + 1);
                isEventEmpty = true;
            }

            isLineEmpty = true;
        }

        return ends;
    }
}
