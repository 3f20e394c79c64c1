using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Claude.Aot.Buffers;

namespace Claude.Aot.Sse;

/// <content>The bytes of one read, and the events in them. Nothing here waits.</content>
public sealed partial class SseReader
{
    private const long NoRetry = -1;

    // An unfinished event that is longer is searched for its end, so that no byte of it is looked at again with every read.
    private const int LongUnfinished = 4 * 1024;

    private readonly RetiredArrays _retired = new();
    private readonly PooledByteBuffer _scratch;
    private readonly PooledByteBuffer _ownedId;

    // Invariant: _position <= _end within _array; the bytes between them are received and not handed out, and the next event starts at _position.
    private byte[] _array = [];
    private int _position;
    private int _end;
    private bool _isFinal;
    private int _bytesKept;
    private SseTokenizerState _state;

    // The next event to be dispatched, if it has been found already: a usual one, or one with fields. Either starts at _position.
    private SseUsualEvent _usual;
    private bool _hasBlock;
    private SseFields _fields;

    // In force now. Within a batch the id lies where it came; before the batch goes it moves to _ownedId.
    private ArraySegment<byte> _lastEventId = ArraySegment<byte>.Empty;
    private long _retry = NoRetry;

    /// <summary>Whether the end of the stream was reached and every whole event taken.</summary>
    internal bool IsCompleted { get; private set; }

    /// <summary>Bytes received, taken or not.</summary>
    internal long BytesRead { get; private set; }

    /// <summary>Events handed out.</summary>
    internal long EventCount { get; private set; }

    /// <summary>What has been seen in the framing so far.</summary>
    internal SseDialect Dialect { get; private set; }

    /// <summary>The last event id in force now.</summary>
    internal ReadOnlySpan<byte> LastEventId => _lastEventId;

    /// <summary>The reconnection time in force now.</summary>
    internal long? RetryMilliseconds => _retry == NoRetry ? null : _retry;

    /// <summary>How often the search has looked at a byte in vain or twice, in bytes.</summary>
    internal long Examined => _state.Examined;

    /// <summary>The bytes that are buffered, from the start of the next event. Raw: no limit and no UTF-8 has been checked.</summary>
    internal ReadOnlySpan<byte> Buffered => new(_array, _position, _end - _position);

    /// <summary>The array that <see cref="Buffered"/> lies in.</summary>
    internal byte[] BufferedArray => _array;

    /// <summary>Where <see cref="Buffered"/> starts in <see cref="BufferedArray"/>.</summary>
    internal int BufferedOffset => _position;

    /// <summary>Whether the caller may read the next event from <see cref="Buffered"/> itself: no search for its end is under way.</summary>
    internal bool IsBetweenEvents => _state.IsBetweenEvents;

    /// <summary>Whether there is no whole event until more bytes arrive.</summary>
    internal bool IsDry { get; private set; }

    /// <summary>Whether an event of that length keeps the limits of lines and events.</summary>
    internal bool IsWithinLimits(int length) => length <= _usualLimit;

    /// <summary>The caller has found that what is buffered is the beginning of an event. Says whether nothing needs to be searched until more bytes arrive.</summary>
    internal bool TryEndBatch()
    {
        int left = _end - _position;
        IsDry = left <= LongUnfinished && left <= _usualLimit && _state.IsBetweenEvents;
        return IsDry;
    }

    /// <summary>
    /// Takes one whole event, <paramref name="count"/> bytes with its blank line, that the caller has read from <see cref="Buffered"/> itself.
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
    /// At the end of the stream: what it ends in the middle of, read as if its blank line had come. False when that is not an event with data.
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

    /// <summary>Takes the next event that is buffered.</summary>
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
                // SSE 9.2.6: without data nothing is dispatched, but id and retry take effect.
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

    // After a read that failed the bytes that were searched are still with the body.
    private bool TryFindBlock() =>
        _state.ByteOrderMarkDone && _state.Searched <= _end - _position && SseTokenizer.TryRead(Buffered, _isFinal, in _limits, ref _state, _scratch, out _fields);

    /// <summary>Uses up the found block; true, with its event, when it has data.</summary>
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
        ArraySegment<byte> data = Text(
            _fields.JoinedData is { } joined ? new ArraySegment<byte>(joined, _fields.DataStart, _fields.DataLength) : block.Slice(_fields.DataStart, _fields.DataLength), ref isReplaced);
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

    /// <summary>Takes over what the body has after a read.</summary>
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

    /// <summary>Gives back what was handed out. The rest is looked at again only together with further bytes.</summary>
    private void EndBatch()
    {
        KeepLastEventId();
        _scratch.Reset();
        _retired.ReturnAll();
        _lifetime.EndLending();
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
