using Claude.Aot.Internal;

namespace Claude.Aot;

/// <summary>Options for reading the stream of a message.</summary>
/// <remarks>The values are copied when a stream is opened: a later change has no effect on it.</remarks>
/// <example>
/// <code>
/// await using FileStream file = File.OpenRead("recorded.sse");
/// await using MessageStream replay = MessageStream.FromStream(file, new MessageStreamOptions { Strict = true });
/// Message message = await replay.GetFinalMessageAsync();
/// </code>
/// </example>
public sealed class MessageStreamOptions
{
    /// <summary>Memory limits of the stream.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public StreamLimits Limits { get; set => field = OptionCheck.NotNull(value); } = new();

    /// <summary>Called for each kind of deviation from what the API sends, once per stream and kind, on the thread that reads. Null by default.</summary>
    public Action<ClaudeDiagnostic>? OnDiagnostic { get; set; }

    /// <summary>
    /// Whether a deviation from what the API sends (see <see cref="ClaudeDiagnosticKind"/>) is an error: a <see cref="ClaudeTransportException"/> of kind
    /// <see cref="ClaudeTransportErrorKind.InvalidResponse"/>. False by default: deviations are tolerated and reported to <see cref="OnDiagnostic"/>.
    /// </summary>
    public bool Strict { get; set; }

    /// <summary>Whether the body stays open when the stream is disposed. False by default.</summary>
    public bool LeaveOpen { get; set; }
}
