using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Claude.Aot;

/// <summary>
/// A pipe over a stream whose unread bytes always lie in one array, so that an event is in one piece however its bytes arrive. The array is small while little arrives at a
/// time.
/// </summary>
/// <param name="stream">Where the bytes come from.</param>
/// <param name="leaveOpen">Whether the stream is the caller's to dispose.</param>
/// <param name="waitsEmpty">
/// Whether to wait for bytes with an empty read, and to hold no array meanwhile: many idle streams cost little then. For streams whose empty read waits, as those of HTTP
/// and sockets do.
/// </param>
/// <remarks>Not safe for concurrent use, but for <see cref="CancelPendingRead"/>.</remarks>
internal sealed class StreamBodyReader(Stream stream, bool leaveOpen, bool waitsEmpty = false) : PipeReader
{
    private const int SmallSize = 4 * 1024;
    private const int LargeSize = 32 * 1024;

    // A read into less room is not worth it.
    private const int LeastRoom = 1024;

    // Invariant: 0 <= _start <= _end <= _array.Length; the unread bytes lie between both.
    private byte[] _array = [];
    private int _start;
    private int _end;
    private ReadOnlySequence<byte> _lent;
    private bool _isExamined = true;
    private bool _isAtEnd;
    private bool _isCompleted;

    // Whether the last read filled all the room there was, so that more is likely to be there. A file has it all from the start.
    private bool _wasFull = !waitsEmpty;

    private CancellationToken _caller;
    private CancellationTokenSource? _source;
    private volatile bool _isCancelRequested;

    /// <summary>The length of the array that is held now.</summary>
    public int HeldBytes => _array.Length;

    /// <inheritdoc/>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (TryRead(out ReadResult buffered))
        {
            return new ValueTask<ReadResult>(buffered);
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ReadResult>(cancellationToken);
        }

        if (waitsEmpty && _start == _end)
        {
            Return();
            ValueTask<int> wait = stream.ReadAsync(Memory<byte>.Empty, Link(cancellationToken));
            if (!wait.IsCompletedSuccessfully)
            {
                return AwaitAsync(wait, isWait: true, cancellationToken);
            }

            _ = wait.Result;
        }

        ValueTask<int> read = stream.ReadAsync(MakeRoom(), Link(cancellationToken));
        return read.IsCompletedSuccessfully
            ? new ValueTask<ReadResult>(Accept(read.Result))
            : AwaitAsync(read, isWait: false, cancellationToken);
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        if (_isCompleted)
        {
            throw new InvalidOperationException("This reader is completed: nothing is read from it any more.");
        }

        bool isCanceled = TakeCancelRequest();
        bool hasResult = isCanceled || _isAtEnd || !_isExamined;
        result = hasResult ? Lend(isCanceled) : default;
        return hasResult;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _isExamined = examined.Equals(_lent.End) || _lent.GetOffset(examined) == _lent.GetOffset(_lent.End);
        _start += (int)(_lent.GetOffset(consumed) - _lent.GetOffset(_lent.Start));
        _lent = default;
    }

    /// <inheritdoc/>
    public override void CancelPendingRead()
    {
        _isCancelRequested = true;
        _source?.Cancel();
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        if (TryComplete() && !leaveOpen)
        {
            stream.Dispose();
        }
    }

    /// <inheritdoc/>
    public override ValueTask CompleteAsync(Exception? exception = null) => TryComplete() && !leaveOpen ? stream.DisposeAsync() : default;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> AwaitAsync(ValueTask<int> pending, bool isWait, CancellationToken cancellationToken)
    {
        try
        {
            int count = await pending.ConfigureAwait(false);
            return Accept(isWait ? await stream.ReadAsync(MakeRoom(), Link(cancellationToken)).ConfigureAwait(false) : count);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && TakeCancelRequest())
        {
            return Lend(isCanceled: true);
        }
    }

    private ReadResult Accept(int count)
    {
        _wasFull = count == _array.Length - _end;
        _end += count;
        _isAtEnd = count == 0;
        return Lend(isCanceled: false);
    }

    private ReadResult Lend(bool isCanceled)
    {
        _lent = new ReadOnlySequence<byte>(_array, _start, _end - _start);
        return new ReadResult(_lent, isCanceled, _isAtEnd);
    }

    private Memory<byte> MakeRoom()
    {
        int unread = _end - _start;
        int usual = _wasFull ? LargeSize : SmallSize;
        if (unread == 0 && _array.Length != usual)
        {
            Exchange(usual);
        }
        else if (unread + LeastRoom > _array.Length)
        {
            Exchange(Math.Max(usual, 2 * _array.Length));
        }
        else if (_array.Length - _end < LeastRoom || unread == 0)
        {
            _array.AsSpan(_start, unread).CopyTo(_array);
            _start = 0;
            _end = unread;
        }

        return _array.AsMemory(_end);
    }

    private void Exchange(int size)
    {
        int unread = _end - _start;
        byte[] array = ArrayPool<byte>.Shared.Rent(size);
        _array.AsSpan(_start, unread).CopyTo(array);
        Return();
        _array = array;
        _end = unread;
    }

    private void Return()
    {
        if (_array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }

        _array = [];
        _start = _end = 0;
    }

    /// <summary>A token that <see cref="CancelPendingRead"/> cancels, too. A caller nearly always gives the same one.</summary>
    private CancellationToken Link(CancellationToken caller)
    {
        if (_source is null || _source.IsCancellationRequested || caller != _caller)
        {
            _source?.Dispose();
            _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
            _caller = caller;
        }

        return _source.Token;
    }

    private bool TakeCancelRequest()
    {
        bool isRequested = _isCancelRequested;
        _isCancelRequested = false;
        return isRequested;
    }

    private bool TryComplete()
    {
        if (_isCompleted)
        {
            return false;
        }

        _isCompleted = true;
        _lent = default;
        _source?.Dispose();
        Return();
        return true;
    }
}
