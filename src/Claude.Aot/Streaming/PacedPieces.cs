using System.Runtime.CompilerServices;
using Claude.Aot.Buffers;
using Claude.Aot.Events;
using Claude.Aot.Folding;

namespace Claude.Aot.Streaming;

/// <summary>The text of a stream in the pieces that a pacing determines. Written by hand, because the pieces of buffered events must not allocate.</summary>
internal abstract class PacedPieces<T> : IAsyncEnumerable<T>, IAsyncEnumerator<T>
{
    private readonly MessageStream _stream;
    private readonly StreamPump _pump;
    private readonly PieceBuffer _text;
    private readonly TimeSpan _maxDelay;
    private CancellationToken _token;
    private CancellationTokenSource? _linked;
    private Exception? _failure;

    // The times at which the oldest text of the current piece and the newest text arrived.
    private long _since;
    private long _newest;

    protected PacedPieces(MessageStream stream, TextPacing pacing, CancellationToken cancellationToken)
    {
        _stream = stream;
        _pump = stream.Pump;
        _text = new PieceBuffer(pacing.MinChars, pacing.FlushChars);
        _maxDelay = pacing.MaxDelay;
        _token = cancellationToken;
        Current = Empty;
    }

    public T Current { get; private set; }

    protected abstract T Empty { get; }

    private bool HasEnded => _failure is not null || _pump.IsOver;

    private bool HasDelay => _maxDelay != Timeout.InfiniteTimeSpan;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        (CancellationToken token, CancellationTokenSource? linked) = ReaderToken.Link(_token, cancellationToken);
        try
        {
            _stream.Start(StreamMode.Enumeration, token);
        }
        catch
        {
            linked?.Dispose();
            throw;
        }

        _token = token;
        _linked = linked;
        if (HasDelay)
        {
            _pump.Pausable = new PausableRead(_pump.Time);
        }

        return this;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        try
        {
            while (!TryTake())
            {
                if (HasEnded)
                {
                    return End();
                }

                // A wait that completes synchronously is common, and is handled without an async state machine.
                ValueTask<bool> wait = BeginWait();
                if (!wait.IsCompletedSuccessfully)
                {
                    return MoveNextSlowAsync(wait);
                }

                EndWait();
            }

            return new ValueTask<bool>(true);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<bool>(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.StopAsync().ConfigureAwait(false);
        _pump.Pausable?.Dispose();
        _linked?.Dispose();
    }

    protected abstract T Create(ReadOnlySpan<char> piece);

    // Pooled, because a wait that suspends is the common case of a live stream.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> MoveNextSlowAsync(ValueTask<bool> wait)
    {
        while (true)
        {
            try
            {
                await wait.ConfigureAwait(false);
            }
            catch (Exception e) when (ReferenceEquals(e, _pump.Failure))
            {
                Fail(e);
            }
            finally
            {
                EndWait();
            }

            if (TryTake())
            {
                return true;
            }

            if (HasEnded)
            {
                return await End().ConfigureAwait(false);
            }

            wait = BeginWait();
        }
    }

    private ValueTask<bool> BeginWait()
    {
        if (_pump.Pausable is { } pausable && _text.HasText)
        {
            TimeSpan left = _maxDelay - _pump.Time.GetElapsedTime(_since);
            if (left <= TimeSpan.Zero)
            {
                _text.Flush();
                return new ValueTask<bool>(true);
            }

            pausable.Limit = left;
        }

        return _pump.WaitAsync(_token);
    }

    private void EndWait()
    {
        if (_pump.Pausable is { } pausable)
        {
            pausable.Limit = Timeout.InfiniteTimeSpan;
        }
    }

    private ValueTask<bool> End() => _failure is null ? new ValueTask<bool>(false) : ValueTask.FromException<bool>(_failure);

    /// <summary>Takes the next piece of the buffered events.</summary>
    private bool TryTake()
    {
        while (true)
        {
            if (_text.TryTake(out ReadOnlySpan<char> piece))
            {
                Current = Create(piece);
                _since = _newest;
                return true;
            }

            if (_failure is not null || !TryReadEvent())
            {
                return false;
            }
        }
    }

    private bool TryReadEvent()
    {
        using ViewScope.Section section = _pump.Cursor.Scope.Enter(ViewScope.Live);
        if (_pump.Failure is { } failure)
        {
            Fail(failure);
            return true;
        }

        if (_pump.IsOver)
        {
            // True once, so that the rest is taken.
            EndText();
            return _text.HasUnread;
        }

        try
        {
            if (_pump.IsStopped || _token.IsCancellationRequested || !_pump.TryRead())
            {
                return false;
            }
        }
        catch (Exception e) when (ReferenceEquals(e, _pump.Failure))
        {
            Fail(e);
            return true;
        }

        Add(in _pump.Cursor.Current);
        return true;
    }

    private void Add(in CurrentEvent e)
    {
        switch (e.Role)
        {
            case EventRole.BlockDelta when e.DeltaType == DeltaType.TextDelta:
                Append(e.Added);
                break;
            case EventRole.BlockStop:
                _text.Close();
                break;
            case EventRole.BlockStart when e.BlockType != ContentBlockType.Text:
                EndText();
                break;
        }
    }

    private void Append(ReadOnlySpan<byte> utf8)
    {
        if (HasDelay)
        {
            _newest = _pump.Time.GetTimestamp();
            _since = _text.HasText ? _since : _newest;
        }

        _text.Append(utf8);
    }

    private void Fail(Exception failure)
    {
        _failure = failure;
        EndText();
    }

    private void EndText()
    {
        _text.Close();
        _text.Flush();
    }
}
