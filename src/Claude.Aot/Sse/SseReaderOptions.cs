using Claude.Aot.Internal;

namespace Claude.Aot.Sse;

/// <summary>
/// Options of an <see cref="SseReader"/>: its limits, and whether it owns its stream or pipe. They are read once, when the reader is created.
/// </summary>
/// <example>
/// <code>
/// await using SseReader reader = SseReader.Create(File.OpenRead("recorded.sse"), new SseReaderOptions { MaxEventBytes = 1_000_000 });
/// </code>
/// </example>
public sealed class SseReaderOptions
{
    /// <summary>The default of <see cref="MaxLineBytes"/> and <see cref="MaxEventBytes"/>: 16 MiB.</summary>
    internal const int DefaultLimit = 16 * 1024 * 1024;

    // Replacing invalid UTF-8 can triple the length of text, and the result must still fit in an array.
    internal const int LargestLimit = 512 * 1024 * 1024;

    /// <summary>Gets or sets the maximum length of a line in bytes, without its line end. The range is 1 byte to 512 MiB; the default is 16 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 512 MiB.</exception>
    public int MaxLineBytes { get; set => field = OptionCheck.Positive(value, LargestLimit); } = DefaultLimit;

    /// <summary>
    /// Gets or sets the maximum length of an event in bytes: all its lines with their line ends, including comments, up to its blank line. The range is 1 byte
    /// to 512 MiB; the default is 16 MiB.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or more than 512 MiB.</exception>
    public int MaxEventBytes { get; set => field = OptionCheck.Positive(value, LargestLimit); } = DefaultLimit;

    /// <summary>
    /// Gets or sets a value that indicates whether the stream or pipe stays open when the reader is disposed. The default is <see langword="false"/>. The
    /// reader may have read a stream beyond the last event that it delivered. A pipe keeps everything that was not delivered.
    /// </summary>
    public bool LeaveOpen { get; set; }
}
