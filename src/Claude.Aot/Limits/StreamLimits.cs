using Claude.Aot.Internal;
using Claude.Aot.Sse;

namespace Claude.Aot;

/// <summary>
/// Memory limits of a stream. Input that exceeds a limit is rejected before memory is allocated for it, with a <see cref="ClaudeStreamException"/> of kind
/// <see cref="ClaudeStreamErrorKind.LimitExceeded"/> that names the option.
/// </summary>
public sealed record StreamLimits
{
    /// <summary>The limits that apply if none are given.</summary>
    public static StreamLimits Default { get; } = new();

    /// <summary>The maximum length of a line, in bytes. 16 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 512 MiB.</exception>
    public int MaxLineBytes { get; init => field = OptionCheck.Positive(value, SseReaderOptions.LargestLimit); } = SseReaderOptions.DefaultLimit;

    /// <summary>The maximum size of an event with all its lines, in bytes. 16 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 512 MiB.</exception>
    public int MaxEventBytes { get; init => field = OptionCheck.Positive(value, SseReaderOptions.LargestLimit); } = SseReaderOptions.DefaultLimit;

    /// <summary>The maximum size of all events of one message together, in bytes. 256 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public long MaxMessageBytes { get; init => field = OptionCheck.Positive(value, long.MaxValue); } = 256L * 1024 * 1024;

    /// <summary>
    /// The maximum nesting depth of the JSON of an event, or of a response that is one JSON document. 512 by default. Tool inputs arrive as strings and do not
    /// count.
    /// </summary>
    /// <remarks>
    /// If JSON is nested too deeply for the thread's stack, creating an owned object from it throws <see cref="InsufficientExecutionStackException"/>. That
    /// takes thousands of levels.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxDepth { get; init => field = OptionCheck.Positive(value, int.MaxValue); } = 512;

    /// <summary>The maximum number of content blocks in a message. 10,000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxBlocks { get; init => field = OptionCheck.Positive(value, int.MaxValue); } = 10_000;
}
