using Claude.Aot.Internal;

namespace Claude.Aot.Sse;

/// <summary>Limits and ownership of an <see cref="SseReader"/>. Read once, when the reader is created.</summary>
public sealed class SseReaderOptions
{
    /// <summary>The default of <see cref="MaxLineBytes"/> and <see cref="MaxEventBytes"/>: 16 MiB.</summary>
    internal const int DefaultLimit = 16 * 1024 * 1024;

    // Replacing invalid UTF-8 can make text three times as long, and it still has to fit an array.
    internal const int LargestLimit = 512 * 1024 * 1024;

    /// <summary>The most bytes that one line may have, without its line end. From 1 byte to 512 MiB; 16 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 512 MiB.</exception>
    public int MaxLineBytes { get; set => field = OptionCheck.Positive(value, LargestLimit); } = DefaultLimit;

    /// <summary>
    /// The most bytes that one event may have: all its lines with their line ends, comments included, up to its blank line.
    /// From 1 byte to 512 MiB; 16 MiB by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 512 MiB.</exception>
    public int MaxEventBytes { get; set => field = OptionCheck.Positive(value, LargestLimit); } = DefaultLimit;

    /// <summary>
    /// Whether the stream or pipe stays open when the reader is disposed; <see langword="false"/> by default.
    /// A stream that stays open may already have been read beyond the last event; a pipe keeps what was not handed out.
    /// </summary>
    public bool LeaveOpen { get; set; }
}
