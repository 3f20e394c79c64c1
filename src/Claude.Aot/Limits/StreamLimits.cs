using Claude.Aot.Internal;
using Claude.Aot.Sse;

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
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 512 MiB.</exception>
    public int MaxLineBytes { get; init => field = OptionCheck.Positive(value, SseReaderOptions.LargestLimit); } = SseReaderOptions.DefaultLimit;

    /// <summary>The longest event, in bytes, all its lines together. 16 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 512 MiB.</exception>
    public int MaxEventBytes { get; init => field = OptionCheck.Positive(value, SseReaderOptions.LargestLimit); } = SseReaderOptions.DefaultLimit;

    /// <summary>The most bytes that all events of one message may have together. 256 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public long MaxMessageBytes { get; init => field = OptionCheck.Positive(value, long.MaxValue); } = 256L * 1024 * 1024;

    /// <summary>How deep the JSON of an event, or of an answer as a whole, may nest. 512 by default. Tool inputs, which arrive as strings, do not count.</summary>
    /// <remarks>An owned object of JSON that nests too deep for the stack of the thread is not made: <see cref="InsufficientExecutionStackException"/>. That takes thousands of levels.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxDepth { get; init => field = OptionCheck.Positive(value, int.MaxValue); } = 512;

    /// <summary>The most content blocks in a message. 10,000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxBlocks { get; init => field = OptionCheck.Positive(value, int.MaxValue); } = 10_000;
}
