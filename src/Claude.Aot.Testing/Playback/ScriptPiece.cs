namespace Claude.Aot.Testing;

/// <summary>A part of a body that is sent in one write: the offset of its end, and whether it starts an event that is subject to the pace.</summary>
internal readonly record struct ScriptPiece(int End, bool StartsEvent)
{
    public static IEnumerable<ScriptPiece> Of(ResponseScript script)
    {
        HashSet<int> eventStarts = script.EventsPerSecond is null ? [] : [0, .. EventBoundaries.EndsOf(script.Body.Span)];
        var ends = new SortedSet<int>([.. eventStarts, .. ChunkEnds(script), .. script.Stalls.Select(stall => stall.Offset), script.End]);
        int start = 0;
        foreach (int end in ends)
        {
            if (end > 0 && end <= script.End)
            {
                yield return new ScriptPiece(end, eventStarts.Contains(start));
                start = end;
            }
        }
    }

    private static IEnumerable<int> ChunkEnds(ResponseScript script)
    {
        int end = 0;
        for (int i = 0; script.ChunkSizes.Length > 0 && end < script.End; i++)
        {
            end += script.ChunkSizes[Math.Min(i, script.ChunkSizes.Length - 1)];
            yield return end;
        }
    }
}
