using System.Globalization;

namespace Claude.Aot;

/// <summary>An unusual condition that was detected. Each kind of deviation from what the API sends is reported once per stream, when it first occurs.</summary>
/// <param name="Kind">The kind of the condition.</param>
/// <param name="EventNumber">The number of the event, from 1, at or before which the condition was detected; 0 if it was detected outside a stream or before
/// the stream's first event, as a retry is.</param>
/// <example>
/// <code>
/// var options = new ClaudeClientOptions { OnDiagnostic = d =&gt; Console.Error.WriteLine($"{d.Kind} at event {d.EventNumber}") };
/// using var client = new ClaudeClient(options);
/// </code>
/// </example>
public readonly record struct ClaudeDiagnostic(ClaudeDiagnosticKind Kind, long EventNumber)
{
    /// <summary>
    /// The failure that a <see cref="ClaudeDiagnosticKind.Retry"/>, a <see cref="ClaudeDiagnosticKind.Resumed"/> or a
    /// <see cref="ClaudeDiagnosticKind.Stalled"/> reports; null for other kinds.
    /// </summary>
    public ClaudeException? Failure { get; init; }

    /// <summary>The number of a <see cref="ClaudeDiagnosticKind.Retry"/> within its call, from 1; 0 for other kinds.</summary>
    public int Attempt { get; init; }

    /// <summary>The time that a <see cref="ClaudeDiagnosticKind.Retry"/> waits before it sends the request again.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Returns the kind and the number of the event.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} at event {EventNumber}");
}
