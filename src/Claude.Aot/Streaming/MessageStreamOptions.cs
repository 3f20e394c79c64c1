using Claude.Aot.Internal;

namespace Claude.Aot;

/// <summary>How a stream of a message is read.</summary>
public sealed record MessageStreamOptions
{
    /// <summary>How much the stream may ask of memory.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public StreamLimits Limits { get; init => field = OptionCheck.NotNull(value); } = StreamLimits.Default;

    /// <summary>Called for every kind of deviation from what the API sends, once per stream and kind, on the thread that reads. Null by default.</summary>
    public Action<ClaudeDiagnostic>? OnDiagnostic { get; init; }

    /// <summary>
    /// Whether a deviation from what the API sends (every <see cref="ClaudeDiagnosticKind"/> that says so) is an error: a <see cref="ClaudeStreamException"/> of kind
    /// <see cref="ClaudeStreamErrorKind.Protocol"/>. False by default: it is tolerated, and reported to <see cref="OnDiagnostic"/>.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>Whether the body stays open when the stream is disposed. False by default.</summary>
    public bool LeaveOpen { get; init; }
}
