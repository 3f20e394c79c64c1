namespace Claude.Aot.Testing;

/// <summary>Decides which script answers a request.</summary>
internal static class ScriptChooser
{
    /// <summary>One after the other, and from the first again after the last.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Func<Exchange, ResponseScript> ByTurns(ReadOnlySpan<ResponseScript> scripts)
    {
        if (scripts.IsEmpty)
        {
            throw new ArgumentException("There has to be a script to play.", nameof(scripts));
        }

        ResponseScript[] all = scripts.ToArray();
        int turn = -1;
        return _ => all[(uint)Interlocked.Increment(ref turn) % (uint)all.Length];
    }
}
