using Claude.Aot.Internal;

namespace Claude.Aot;

/// <summary>Options for reading the stream of a message.</summary>
public sealed record MessageStreamOptions
{
    /// <summary>Memory limits of the stream.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public StreamLimits Limits { get; init => field = OptionCheck.NotNull(value); } = StreamLimits.Default;

    /// <summary>Called for each kind of deviation from what the API sends, once per stream and kind, on the thread that reads. Null by default.</summary>
    public Action<ClaudeDiagnostic>? OnDiagnostic { get; init; }

    /// <summary>
    /// Whether a deviation from what the API sends (see <see cref="ClaudeDiagnosticKind"/>) is an error: a <see cref="ClaudeStreamException"/> of kind
    /// <see cref="ClaudeStreamErrorKind.Protocol"/>. False by default: deviations are tolerated and reported to <see cref="OnDiagnostic"/>.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>Whether the body stays open when the stream is disposed. False by default.</summary>
    public bool LeaveOpen { get; init; }
}
