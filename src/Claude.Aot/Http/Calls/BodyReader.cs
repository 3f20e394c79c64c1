using System.IO.Pipelines;

namespace Claude.Aot;

/// <summary>Reads a body that is no event stream, in pooled memory, within the limits of time; what goes wrong is told in the terms of this library.</summary>
internal sealed class BodyReader : IAsyncDisposable
{
    private readonly StreamBodyReader _pipe;
    private readonly ClaudeResponse _response;
    private readonly StreamClock _clock;
    private readonly IDisposable _owner;
    private readonly TimeSpan _limit;
    private readonly PartLimit _part;
    private bool _hasBegun;

    /// <param name="body">The body.</param>
    /// <param name="response">The status and headers of the response.</param>
    /// <param name="clock">The clock of the attempt; disposed with this.</param>
    /// <param name="owner">What holds the response; disposed with this.</param>
    /// <param name="limit">How long the whole body may take from now on, or infinite.</param>
    public BodyReader(Stream body, ClaudeResponse response, StreamClock clock, IDisposable owner, TimeSpan limit)
    {
        _pipe = new StreamBodyReader(body, leaveOpen: false);
        _response = response;
        _clock = clock;
        _owner = owner;
        _limit = limit;
        _part = new PartLimit(clock, limit);
        clock.Guard(owner);
    }

    /// <summary>The status and headers of the response.</summary>
    public ClaudeResponse Response => _response;

    /// <summary>Gives what is buffered, or waits for more where all of that was examined.</summary>
    /// <exception cref="ClaudeStreamException">The transport failed.</exception>
    /// <exception cref="ClaudeTimeoutException">A limit of time was reached.</exception>
    /// <exception cref="ClaudeCanceledException">The caller cancelled.</exception>
    public ValueTask<ReadResult> ReadAsync() =>
        !_clock.IsStopped && _pipe.TryRead(out ReadResult result) ? new ValueTask<ReadResult>(result) : WaitAsync();

    public void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _pipe.AdvanceTo(consumed, examined);

    /// <summary>Closes the response where its body was not read to its end, and gives all memory back.</summary>
    public async ValueTask DisposeAsync()
    {
        _clock.Dispose();
        _part.Dispose();
        await _pipe.CompleteAsync().ConfigureAwait(false);
        _owner.Dispose();
    }

    private async ValueTask<ReadResult> WaitAsync()
    {
        try
        {
            _clock.StartWait();
            ReadResult result = await _pipe.ReadAsync(_part.Token).ConfigureAwait(false);
            _clock.EndWait();
            if (!_hasBegun)
            {
                _hasBegun = true;
                _clock.EndFirstEvent();
            }

            return result;
        }
        catch (Exception e) when (e is OperationCanceledException || ClaudeStreamException.IsTransport(e))
        {
            throw _clock.ToException(null, e)
                ?? (e is OperationCanceledException && _part.IsReached
                    ? new ClaudeTimeoutException(ClaudeTimeoutKind.Body, _limit, null, e)
                    : ClaudeStreamException.Transport(_response.CreateRedactor().Redact(e)));
        }
    }
}
