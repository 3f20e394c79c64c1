using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Claude.Aot;

/// <content>The bytes of one read, and the events in them. Nothing here waits.</content>
public sealed partial class SseReader
{
    private const long NoRetry = -1;

    // An unfinished event that is longer is searched for its end, so that no byte of it is looked at again with every read.
    private const int LongUnfinished = 4 * 1024;

    private readonly RetiredArrays _retired = new();
    private readonly PooledByteBuffer _scratch;
    private readonly PooledByteBuffer _ownedId;

    // Invariant: _windowStart <= _position <= _end within _array. That window is the first segment of _rest where it is array-backed, else empty;
    // _position is the first byte of the next event, and nothing of the window beyond it has been handed out.
    private byte[] _array = [];
    private int _windowStart;
    private int _position;
    private int _end;
    private ReadOnlySequence<byte> _rest;
    private bool _hasBatch;
    private bool _isFinal;
    private long _bytesLeft;
    private SseTokenizerState _state;

    // The next event to be dispatched, where it has been found already: a usual one in the window, or a block with the bytes its fields count from.
    private SseUsualEvent _usual;
    private bool _hasBlock;
    private bool _isBlockInWindow;
    private ArraySegment<byte> _block;
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

    /// <summary>
    /// What is left of the current segment, from the start of the next event; empty where it is not array-backed. Raw: no limit and no UTF-8
    /// has been checked.
    /// </summary>
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

    /// <summary>The caller has found that what is left of the window is the beginning of an event. Says whether nothing needs to be searched until more bytes arrive.</summary>
    internal bool TryEndBatch()
    {
        int left = _end - _position;
        IsDry = left <= LongUnfinished && left <= _usualLimit && _state.IsBetweenEvents && _rest.Length == _end - _windowStart;
        return IsDry;
    }

    /// <summary>
    /// Takes one whole event, <paramref name="count"/> bytes with its blank line, that the caller has read from <see cref="Buffered"/> itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Advance(int count)
    {
        Debug.Assert(_state.IsBetweenEvents && count > 0 && count <= _end - _position, "A whole event is taken, and no search is under way in it.");
        Debug.Assert(!_hasBlock || (_isBlockInWindow && count == _fields.Length), "The event taken is the one that was found.");
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
        _lifetime.ThrowIfDisposed(this);
        long length = _rest.Length - (_position - _windowStart);
        if (!IsCompleted || length == 0)
        {
            return false;
        }

        SseTokenizer.ReadUnfinished(RestFromEvent(), _scratch, out _block, out _fields);
        _isBlockInWindow = false;
        _state.StartEvent();
        return TryTakeBlock(out e);
    }

    private bool TryReadSlow(out SseEvent e)
    {
        _lifetime.ThrowIfDisposed(this);
        if (!HasEvent())
        {
            e = default;
            return false;
        }

        return _hasBlock ? TryTakeBlock(out e) : TryRead(out e);
    }

    private bool HasEvent()
    {
        AssertValid();
        while (_usual.Length == 0 && !_hasBlock && !TryFindUsual(out _usual))
        {
            if (_position == _end && TryNextWindow())
            {
                continue;
            }

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

    private bool TryFindBlock()
    {
        if (!_hasBatch || !_state.ByteOrderMarkDone)
        {
            return false;
        }

        // A search that has gone beyond the window goes on there.
        if (_state.Searched <= _end - _position && SseTokenizer.TryRead(Buffered, in _limits, ref _state, _scratch, out _fields))
        {
            _block = new ArraySegment<byte>(_array, _position, _fields.Length);
            _isBlockInWindow = true;
            return true;
        }

        _isBlockInWindow = false;
        return (_isFinal || _rest.Length > _end - _windowStart)
            && SseTokenizer.TryReadSlow(RestFromEvent(), _isFinal, in _limits, ref _state, _scratch, out _block, out _fields);
    }

    /// <summary>Uses up the found block; true, with its event, when it has data.</summary>
    private bool TryTakeBlock(out SseEvent e)
    {
        _hasBlock = false;
        if (_isBlockInWindow)
        {
            _position += _fields.Length;
        }
        else
        {
            SetWindow(RestFromEvent().Slice(_fields.Length));
        }

        Dialect |= _fields.Dialect;
        bool isReplaced = false;
        if (_fields.HasId)
        {
            _lastEventId = Text(_block.Slice(_fields.IdStart, _fields.IdLength), ref isReplaced);
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
        ArraySegment<byte> name = Text(_block.Slice(_fields.NameStart, _fields.NameLength), ref isReplaced);
        ArraySegment<byte> data = Text(new ArraySegment<byte>(_fields.JoinedData ?? _block.Array!, DataOffset(), _fields.DataLength), ref isReplaced);
        e = new SseEvent(data.Array!, data.Offset, data.Count, name, _lastEventId, _retry, isReplaced);
        return true;
    }

    private int DataOffset() => _fields.JoinedData is null ? _block.Offset + _fields.DataStart : _fields.DataStart;

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

    private void Load(in ReadResult result)
    {
        _hasBatch = true;
        _isFinal = result.IsCompleted;
        BytesRead += result.Buffer.Length - _bytesLeft;
        SetWindow(result.Buffer);
        if (!_state.ByteOrderMarkDone
            && SseTokenizer.TrySkipByteOrderMark(in _rest, _isFinal, ref _state, out int length)
            && length > 0)
        {
            Dialect |= SseDialect.Bom;
            SetWindow(_rest.Slice(length));
        }
    }

    /// <summary>Gives back what was handed out. What has not been is looked at again only together with further bytes.</summary>
    private void ReleaseBatch()
    {
        if (_hasBatch)
        {
            SequencePosition end = _rest.End;
            _pipe.AdvanceTo(EndBatch(), end);
        }
    }

    private SequencePosition EndBatch()
    {
        KeepLastEventId();
        _scratch.Reset();
        _retired.ReturnAll();
        int taken = _position - _windowStart;
        _bytesLeft = _rest.Length - taken;
        SequencePosition consumed = _rest.GetPosition(taken);
        _hasBatch = _hasBlock = false;
        _block = default;
        _rest = default;
        _array = [];
        _windowStart = _position = _end = 0;
        IsDry = false;
        return consumed;
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

    private bool TryNextWindow()
    {
        int length = _end - _windowStart;
        if (length == 0 || _rest.Length == length)
        {
            return false;
        }

        SetWindow(_rest.Slice(length));
        return true;
    }

    private ReadOnlySequence<byte> RestFromEvent() => _rest.Slice(_position - _windowStart);

    private void SetWindow(ReadOnlySequence<byte> rest)
    {
        _rest = rest;
        IsDry = false;
        ArraySegment<byte> window = MemoryMarshal.TryGetArray(rest.First, out ArraySegment<byte> array) ? array : ArraySegment<byte>.Empty;
        _array = window.Array!;
        _windowStart = _position = window.Offset;
        _end = window.Offset + window.Count;
    }

    [Conditional("DEBUG")]
    private void AssertValid()
    {
        Debug.Assert(_windowStart <= _position && _position <= _end && _end <= _array.Length, "The next event starts in the window.");
        Debug.Assert(_end - _windowStart <= _rest.Length, "The window is part of what is left.");
        Debug.Assert(!_hasBlock || (_hasBatch && _fields.DataLines > 0), "A found block is to be dispatched, and lies in a batch.");
    }
}
