using System.Globalization;

namespace Claude.Aot.Diagnostics;

/// <summary>Passes diagnostics to the caller's callback, each kind once.</summary>
/// <param name="callback">The caller's callback, or null.</param>
/// <param name="isStrict">Whether a deviation is an error.</param>
internal sealed class DiagnosticSink(Action<ClaudeDiagnostic>? callback, bool isStrict = false)
{
    private ulong _reported;

    /// <summary>The number of events received so far.</summary>
    public long EventNumber { get; set; }

    /// <summary>
    /// The exception that the callback threw, or null. It belongs to the caller, whatever its type: an <see cref="OperationCanceledException"/> from the
    /// callback does not mean that the stream was canceled.
    /// </summary>
    public Exception? CallerFailure { get; private set; }

    /// <exception cref="ClaudeTransportException">Deviations are errors.</exception>
    public void Report(ClaudeDiagnosticKind kind)
    {
        ulong bit = 1ul << (int)kind;
        if ((_reported & bit) == 0)
        {
            _reported |= bit;
            Notify(new ClaudeDiagnostic(kind, EventNumber));
        }

        if (isStrict)
        {
            throw new ClaudeTransportException(
                ClaudeTransportErrorKind.InvalidResponse,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The stream deviates from what the API sends, at or before event {EventNumber}: {kind}. Strict refuses that."));
        }
    }

    private void Notify(ClaudeDiagnostic diagnostic)
    {
        try
        {
            callback?.Invoke(diagnostic);
        }
        catch (Exception e)
        {
            CallerFailure = e;
            throw;
        }
    }
}
