namespace Claude.Aot.Sse;

/// <summary>Represents one server-sent event, without a copy of its bytes.</summary>
/// <remarks>
/// Owner: the <see cref="SseReader"/>. Valid until: its next <see cref="SseReader.WaitToReadAsync"/> or <see cref="SseReader.DisposeAsync"/>.
/// Invalidated by: either of them. <see cref="SseReader.TryRead"/> does not invalidate it. Copy data that must live longer.
/// </remarks>
/// <example>
/// <code>
/// await using SseReader reader = SseReader.Create(File.OpenRead("recorded.sse"));
/// while (await reader.WaitToReadAsync())
/// {
///     while (reader.TryRead(out SseEvent e))
///         Console.WriteLine($"{e.Name.Length} bytes of name, {e.Data.Length} bytes of data");
/// }
/// </code>
/// </example>
public readonly ref struct SseEvent
{
    private const long NoRetry = -1;

    private readonly byte[]? _data;
    private readonly int _dataOffset;
    private readonly int _dataLength;
    private readonly bool _hadInvalidUtf8;
    private readonly long _retry;

    internal SseEvent(
        byte[] data, int dataOffset, int dataLength, ReadOnlySpan<byte> name, ReadOnlySpan<byte> lastEventId, long retry, bool hadInvalidUtf8)
    {
        _data = data;
        _dataOffset = dataOffset;
        _dataLength = dataLength;
        _retry = retry;
        _hadInvalidUtf8 = hadInvalidUtf8;
        Name = name;
        LastEventId = lastEventId;
    }

    /// <summary>
    /// Gets the value of the event's <c>event</c> field as sent, in UTF-8. It is empty if there was no such field, which the standard treats as <c>message</c>.
    /// </summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>
    /// Gets the value of the event's <c>data</c> field, in UTF-8. Several data lines are joined by LF. The value is always valid UTF-8: invalid bytes are
    /// replaced by U+FFFD, as the standard requires.
    /// </summary>
    public ReadOnlySpan<byte> Data => new(_data, _dataOffset, _dataLength);

    /// <summary>Gets the last event id at the time the event was dispatched, in UTF-8; empty if there is none.</summary>
    public ReadOnlySpan<byte> LastEventId { get; }

    /// <summary>
    /// Gets the reconnection time at the time the event was dispatched, in milliseconds; <see langword="null"/> if none was sent. A number too large for the
    /// type is returned as <see cref="long.MaxValue"/>.
    /// </summary>
    public long? RetryMilliseconds => _data is null || _retry == NoRetry ? null : _retry;

    /// <summary>Gets the array that contains <see cref="Data"/>, for views that live as long as the event.</summary>
    internal byte[] DataArray => _data ?? [];

    /// <summary>Gets the offset of <see cref="Data"/> in <see cref="DataArray"/>.</summary>
    internal int DataOffset => _dataOffset;

    /// <summary>Gets the length of <see cref="Data"/>.</summary>
    internal int DataLength => _dataLength;

    /// <summary>Gets whether invalid UTF-8 was replaced in the event's name, data or id.</summary>
    internal bool HadInvalidUtf8 => _hadInvalidUtf8;
}
