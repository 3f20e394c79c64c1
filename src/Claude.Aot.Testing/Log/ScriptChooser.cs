namespace Claude.Aot.Testing;

/// <summary>Chooses the script that answers a request.</summary>
internal static class ScriptChooser
{
    /// <summary>Creates a function that returns the scripts in turn, and starts again with the first one after the last.</summary>
    /// <exception cref="ArgumentException">There is no script.</exception>
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
