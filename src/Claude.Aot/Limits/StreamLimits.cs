using Claude.Aot.Internal;
using Claude.Aot.Sse;

namespace Claude.Aot;

/// <summary>
/// Memory limits of a stream. Input that exceeds a limit is rejected before memory is allocated for it, with a <see cref="ClaudeTransportException"/> of kind
/// <see cref="ClaudeTransportErrorKind.LimitExceeded"/> that names the option.
/// </summary>
/// <remarks>The values are copied when a client is created, a call begins or a stream is opened: a later change has no effect on it.</remarks>
/// <example>
/// <code>
/// var options = new ClaudeClientOptions { Limits = new StreamLimits { MaxMessageBytes = 1_000_000 } };
/// using var client = new ClaudeClient(options);
/// </code>
/// </example>
public sealed class StreamLimits
{
    // Null if not set: the options of a call then leave the client's value in force.
    private int? _maxLineBytes;
    private int? _maxEventBytes;
    private long? _maxMessageBytes;
    private int? _maxDepth;
    private int? _maxBlocks;

    /// <summary>The maximum length of a line, in bytes. 16 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 512 MiB.</exception>
    public int MaxLineBytes
    {
        get => _maxLineBytes ?? SseReaderOptions.DefaultLimit;
        set => _maxLineBytes = OptionCheck.Positive(value, SseReaderOptions.LargestLimit);
    }

    /// <summary>The maximum size of an event with all its lines, in bytes. 16 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 512 MiB.</exception>
    public int MaxEventBytes
    {
        get => _maxEventBytes ?? SseReaderOptions.DefaultLimit;
        set => _maxEventBytes = OptionCheck.Positive(value, SseReaderOptions.LargestLimit);
    }

    /// <summary>The maximum size of all events of one message together, in bytes. 256 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public long MaxMessageBytes { get => _maxMessageBytes ?? 256L * 1024 * 1024; set => _maxMessageBytes = OptionCheck.Positive(value, long.MaxValue); }

    /// <summary>
    /// The maximum nesting depth of the JSON of an event, or of a response that is one JSON document. 512 by default. Tool inputs arrive as strings and do not
    /// count.
    /// </summary>
    /// <remarks>
    /// If JSON is nested too deeply for the thread's stack, creating an owned object from it throws <see cref="InsufficientExecutionStackException"/>. That
    /// takes thousands of levels.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxDepth { get => _maxDepth ?? 512; set => _maxDepth = OptionCheck.Positive(value, int.MaxValue); }

    /// <summary>The maximum number of content blocks in a message. 10,000 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxBlocks { get => _maxBlocks ?? 10_000; set => _maxBlocks = OptionCheck.Positive(value, int.MaxValue); }

    /// <summary>The limits that apply if none are given. Never handed out, because limits can be changed.</summary>
    internal static StreamLimits Default { get; } = new();

    /// <summary>Copies these values, with the client's in the place of those that are not set.</summary>
    internal StreamLimits Over(StreamLimits client) => new()
    {
        _maxLineBytes = _maxLineBytes ?? client._maxLineBytes,
        _maxEventBytes = _maxEventBytes ?? client._maxEventBytes,
        _maxMessageBytes = _maxMessageBytes ?? client._maxMessageBytes,
        _maxDepth = _maxDepth ?? client._maxDepth,
        _maxBlocks = _maxBlocks ?? client._maxBlocks,
    };
}
