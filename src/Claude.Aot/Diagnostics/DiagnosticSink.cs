namespace Claude.Aot;

/// <summary>Hands deviations to the caller's callback, each kind once.</summary>
/// <param name="callback">The caller's, or null.</param>
/// <param name="isStrict">Whether a deviation is an error.</param>
internal sealed class DiagnosticSink(Action<ClaudeDiagnostic>? callback, bool isStrict = false)
{
    private ulong _reported;

    /// <summary>The number of events so far.</summary>
    public long EventNumber { get; set; }

    /// <exception cref="ClaudeStreamException">Deviations are errors.</exception>
    public void Report(ClaudeDiagnosticKind kind)
    {
        ulong bit = 1ul << (int)kind;
        if ((_reported & bit) == 0)
        {
            _reported |= bit;
            callback?.Invoke(new ClaudeDiagnostic(kind, EventNumber));
        }

        if (isStrict)
        {
            Throw.Deviation(kind, EventNumber);
        }
    }
}
