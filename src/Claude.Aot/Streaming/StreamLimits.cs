namespace Claude.Aot;

/// <summary>
/// How much a stream may ask of memory. What exceeds a limit is refused before memory grows, with a <see cref="ClaudeStreamException"/> of kind
/// <see cref="ClaudeStreamErrorKind.LimitExceeded"/> that names the option.
/// </summary>
public sealed record StreamLimits
{
    /// <summary>The limits that are in force where none are given.</summary>
    public static StreamLimits Default { get; } = new();

    /// <summary>The longest line, in bytes. 16 MiB by default.</summary>
    public int MaxLineBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The longest event, in bytes, all its lines together. 16 MiB by default.</summary>
    public int MaxEventBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most bytes that all events of one message may have together. 256 MiB by default.</summary>
    public long MaxMessageBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>How deep the JSON of an event may nest. 512 by default. Tool inputs, which arrive as strings, do not count.</summary>
    public int MaxDepth { get; init; } = 512;

    /// <summary>The most content blocks in a message. 10,000 by default.</summary>
    public int MaxBlocks { get; init; } = 10_000;
}
