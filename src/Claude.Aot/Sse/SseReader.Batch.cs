using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Claude.Aot.Buffers;

namespace Claude.Aot.Sse;

/// <content>The members that work on the bytes of one read (a batch) and the events in them. None of them waits.</content>
public sealed partial class SseReader
{
    private const long NoRetry = -1;

    // A longer unfinished event is searched incrementally, so that each read does not examine its bytes again.
    private const int LongUnfinished = 4 * 1024;

    private readonly RetiredArrays _retired = new();
    private readonly PooledByteBuffer _scratch;
    private readonly PooledByteBuffer _ownedId;

    // Invariant: _position <= _end within _array; the bytes between them are received but not handed out, and the next event starts at _position.
    private byte[] _array = [];
    private int _position;
    private int _end;
    private bool _isFinal;
    private int _bytesKept;
    private SseTokenizerState _state;

    // The next event to dispatch, if it has already been found: a usual event, or one with parsed fields. Either starts at _position.
    private SseUsualEvent _usual;
    private bool _hasBlock;
    private SseFields _fields;

    // The current values. Within a batch, the id is a segment of the batch's memory; before the batch ends, it is copied to _ownedId.
    private ArraySegment<byte> _lastEventId = ArraySegment<byte>.Empty;
    private long _retry = NoRetry;

    /// <summary>Gets whether the end of the stream was reached and all whole events were read.</summary>
    internal bool IsCompleted { get; private set; }

    /// <summary>Gets the number of bytes received so far.</summary>
    internal long BytesRead { get; private set; }

    /// <summary>Gets the number of events read so far.</summary>
    internal long EventCount { get; private set; }

    /// <summary>Gets the unusual properties of the framing so far.</summary>
    internal SseDialect Dialect { get; private set; }

    /// <summary>Gets the current last event id.</summary>
    internal ReadOnlySpan<byte> LastEventId => _lastEventId;

    /// <summary>Gets the current reconnection time.</summary>
    internal long? RetryMilliseconds => _retry == NoRetry ? null : _retry;

    /// <summary>Gets the number of bytes that were examined in failed or repeated searches.</summary>
    internal long Examined => _state.Examined;

    /// <summary>Gets the buffered bytes, from the start of the next event. They are raw: neither the limits nor the UTF-8 have been checked.</summary>
    internal ReadOnlySpan<byte> Buffered => new(_array, _position, _end - _position);

    /// <summary>Gets the array that contains <see cref="Buffered"/>.</summary>
    internal byte[] BufferedArray => _array;

    /// <summary>Gets the offset of <see cref="Buffered"/> in <see cref="BufferedArray"/>.</summary>
    internal int BufferedOffset => _position;

    /// <summary>Gets whether the caller may read the next event from <see cref="Buffered"/> itself, because no search for its end is in progress.</summary>
    internal bool IsBetweenEvents => _state.IsBetweenEvents;

    /// <summary>Gets whether there is no whole event until more bytes arrive.</summary>
    internal bool IsDry { get; private set; }

    /// <summary>Returns whether an event of that length is within the limits of lines and events.</summary>
    internal bool IsWithinLimits(int length) => length <= _usualLimit;

    /// <summary>
    /// Called when the caller has found that the buffered bytes are only the beginning of an event. Returns whether no search is necessary until more bytes
    /// arrive.
    /// </summary>
    internal bool TryEndBatch()
    {
        int left = _end - _position;
        IsDry = left <= LongUnfinished && left <= _usualLimit && _state.IsBetweenEvents;
        return IsDry;
    }

    /// <summary>
    /// Consumes one whole event that the caller has read from <see cref="Buffered"/> itself. <paramref name="count"/> is its length, including its blank line.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Advance(int count)
    {
        Debug.Assert(_state.IsBetweenEvents && count > 0 && count <= _end - _position, "A whole event is taken, and no search is under way in it.");
        Debug.Assert(!_hasBlock || count == _fields.Length, "The event taken is the one that was found.");
        _position += count;
        _usual.Length = 0;
        _hasBlock = false;
        EventCount++;
    }

    /// <summary>
    /// At the end of the stream, reads an unfinished event as if its blank line had been received. Returns false if it is not an event with data.
    /// </summary>
    internal bool TryReadUnfinished(out SseEvent e)
    {
        e = default;
        if (!IsCompleted || _position == _end)
        {
            return false;
        }

        SseFieldParser.Parse(Buffered, _scratch, out _fields);
        _fields.Dialect |= SseDialect.UnfinishedEvent;
        _state.StartEvent();
        return TryTakeBlock(out e);
    }

    /// <summary>Reads the next buffered event.</summary>
    internal bool TryReadBuffered(out SseEvent e)
    {
        SseUsualEvent usual = _usual;
        if (usual.Length == 0 && !TryFindUsual(out usual))
        {
            return TryReadSlow(out e);
        }

        if (usual.NameLength == 0)
        {
            Dialect |= SseDialect.MissingEventName;
        }

        byte[] array = _array;
        int start = _position;
        e = new SseEvent(
            array,
            start + usual.DataStart,
            usual.DataLength,
            new ReadOnlySpan<byte>(array, start + SseUsualEvent.NameStart, usual.NameLength),
            _lastEventId,
            _retry,
            hadInvalidUtf8: false);
        Advance(usual.Length);
        return true;
    }

    private bool TryReadSlow(out SseEvent e)
    {
        if (!HasEvent())
        {
            e = default;
            return false;
        }

        return _hasBlock ? TryTakeBlock(out e) : TryReadBuffered(out e);
    }

    private bool HasEvent()
    {
        AssertValid();
        while (_usual.Length == 0 && !_hasBlock && !TryFindUsual(out _usual))
        {
            if (!TryFindBlock())
            {
                return false;
            }

            _hasBlock = _fields.DataLines > 0;
            if (!_hasBlock)
            {
                // SSE 9.2.6: an event without data is not dispatched, but its id and retry take effect.
                TryTakeBlock(out _);
            }
        }

        return true;
    }

    private bool TryFindUsual(out SseUsualEvent usual)
    {
        usual = default;
        ReadOnlySpan<byte> bytes = Buffered;
        if (_state.IsBetweenEvents
            && SseTokenizer.TryReadUsual(bytes, ref _state, out SseUsualEvent found)
            && found.Length <= _usualLimit
            && Utf8.IsValid(bytes[..found.Length]))
        {
            usual = found;
            return true;
        }

        return false;
    }

    // After a failed read, nothing is buffered here: the searched bytes are still in the body, so Searched is larger than the buffer.
    private bool TryFindBlock() =>
        _state.ByteOrderMarkDone
        && _state.Searched <= _end - _position
        && SseTokenizer.TryRead(Buffered, _isFinal, in _limits, ref _state, _scratch, out _fields);

    /// <summary>Consumes the found block. If it has data, returns true and its event.</summary>
    private bool TryTakeBlock(out SseEvent e)
    {
        _hasBlock = false;
        var block = new ArraySegment<byte>(_array, _position, _fields.Length);
        _position += _fields.Length;
        Dialect |= _fields.Dialect;
        bool isReplaced = false;
        if (_fields.HasId)
        {
            _lastEventId = Text(block.Slice(_fields.IdStart, _fields.IdLength), ref isReplaced);
        }

        if (_fields.HasRetry)
        {
            _retry = _fields.Retry;
        }

        if (_fields.DataLines == 0)
        {
            e = default;
            return false;
        }

        if (_fields.NameLength == 0)
        {
            Dialect |= SseDialect.MissingEventName;
        }

        EventCount++;
        ArraySegment<byte> name = Text(block.Slice(_fields.NameStart, _fields.NameLength), ref isReplaced);
        ArraySegment<byte> received = _fields.JoinedData is { } joined
            ? new ArraySegment<byte>(joined, _fields.DataStart, _fields.DataLength)
            : block.Slice(_fields.DataStart, _fields.DataLength);
        ArraySegment<byte> data = Text(received, ref isReplaced);
        e = new SseEvent(data.Array!, data.Offset, data.Count, name, _lastEventId, _retry, isReplaced);
        return true;
    }

    private ArraySegment<byte> Text(ArraySegment<byte> text, ref bool isReplaced)
    {
        if ((_fields.Dialect & SseDialect.InvalidUtf8) == 0 || Utf8.IsValid(text))
        {
            return text;
        }

        isReplaced = true;
        Utf8Replacement.Append(text, _scratch);
        return _scratch.Complete();
    }

    /// <summary>Takes over the bytes that the body has after a read.</summary>
    private void Load()
    {
        BytesRead += _body.End - _body.Start - _bytesKept;
        _array = _body.Array;
        _position = _body.Start;
        _end = _body.End;
        IsDry = false;
        if (!_state.ByteOrderMarkDone && SseTokenizer.TrySkipByteOrderMark(Buffered, _isFinal, ref _state, out int length) && length > 0)
        {
            Dialect |= SseDialect.Bom;
            _position += length;
        }
    }

    /// <summary>Ends the batch and releases all memory that was handed out. The remaining bytes are examined again only together with further bytes.</summary>
    private void EndBatch()
    {
        KeepLastEventId();
        _scratch.Reset();
        _retired.ReturnAll();
        _lifetime.EndBorrowing();
        _body.ConsumeTo(_position);
        _bytesKept = _body.End - _body.Start;
        _hasBlock = false;
        _array = [];
        _position = _end = 0;
        IsDry = false;
    }

    private void KeepLastEventId()
    {
        if (_lastEventId.Count == 0 || _lastEventId.Array == _ownedId.Segment.Array)
        {
            return;
        }

        _ownedId.Reset();
        _ownedId.Append(_lastEventId);
        _lastEventId = _ownedId.Segment;
    }

    [Conditional("DEBUG")]
    private void AssertValid()
    {
        Debug.Assert(0 <= _position && _position <= _end && _end <= _array.Length, "The next event starts in the array.");
        Debug.Assert(!_hasBlock || _fields.DataLines > 0, "A found block is to be dispatched.");
    }
}
