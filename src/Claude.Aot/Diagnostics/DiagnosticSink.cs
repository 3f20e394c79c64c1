namespace Claude.Aot;

/// <summary>Hands deviations to the caller's callback, each kind once.</summary>
internal sealed class DiagnosticSink(Action<ClaudeDiagnostic>? callback)
{
    private uint _reported;

    /// <summary>The number of events so far.</summary>
    public long EventNumber { get; set; }

    public void Report(ClaudeDiagnosticKind kind)
    {
        uint bit = 1u << (int)kind;
        if ((_reported & bit) == 0)
        {
            _reported |= bit;
            callback?.Invoke(new ClaudeDiagnostic(kind, EventNumber));
        }
    }
}
