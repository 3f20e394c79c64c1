namespace Claude.Aot.Sse;

/// <summary>One server-sent event, read in place.</summary>
/// <remarks>
/// Owner: the <see cref="SseReader"/>. Valid until: its next <see cref="SseReader.WaitToReadAsync"/> or <see cref="SseReader.DisposeAsync"/>.
/// Invalidated by: either of them; reading further events of the same batch leaves it as it is. Copy what has to live longer.
/// </remarks>
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
    /// The value of the event's <c>event</c> field as sent, in UTF-8. Empty when there was none, which the standard reads as <c>message</c>.
    /// </summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>
    /// The value of the event's <c>data</c> field, in UTF-8; several data lines are joined by LF. Always valid UTF-8: what was not has been
    /// replaced by U+FFFD as the standard says.
    /// </summary>
    public ReadOnlySpan<byte> Data => new(_data, _dataOffset, _dataLength);

    /// <summary>The last event id in force when the event was dispatched, in UTF-8; empty when there is none.</summary>
    public ReadOnlySpan<byte> LastEventId { get; }

    /// <summary>
    /// The reconnection time in force when the event was dispatched, in milliseconds; <see langword="null"/> when none was ever sent.
    /// A number too large for the type reads as <see cref="long.MaxValue"/>.
    /// </summary>
    public long? RetryMilliseconds => _data is null || _retry == NoRetry ? null : _retry;

    /// <summary>The array that <see cref="Data"/> lies in; for views that last as long as the event does.</summary>
    internal byte[] DataArray => _data ?? [];

    /// <summary>Where <see cref="Data"/> starts in <see cref="DataArray"/>.</summary>
    internal int DataOffset => _dataOffset;

    /// <summary>The length of <see cref="Data"/>.</summary>
    internal int DataLength => _dataLength;

    /// <summary>Whether invalid UTF-8 was replaced in the event's name, data or id.</summary>
    internal bool HadInvalidUtf8 => _hadInvalidUtf8;
}
