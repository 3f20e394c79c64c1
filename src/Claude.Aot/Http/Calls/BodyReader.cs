using Claude.Aot.Buffers;
using Claude.Aot.Streaming;

namespace Claude.Aot.Http;

/// <summary>Reads a body that is not an event stream into pooled memory, with timeouts. Failures are thrown as exceptions of this library.</summary>
internal sealed class BodyReader : IAsyncDisposable, IMemoryHolder
{
    private readonly BodyBuffer _buffer;
    private readonly ClaudeResponse _response;
    private readonly StreamClock _clock;
    private readonly IDisposable _owner;
    private readonly TimeSpan _limit;
    private readonly LinkedTimeout _timeout;
    private bool _hasBegun;

    /// <summary>Creates the reader.</summary>
    /// <param name="body">The body.</param>
    /// <param name="response">The status and headers of the response.</param>
    /// <param name="clock">The clock of the attempt; disposed with this reader.</param>
    /// <param name="owner">The owner of the response; disposed with this reader.</param>
    /// <param name="limit">The maximum time for the whole body from now on, or infinite.</param>
    public BodyReader(Stream body, ClaudeResponse response, StreamClock clock, IDisposable owner, TimeSpan limit)
    {
        _response = response;
        _clock = clock;
        _owner = owner;
        _limit = limit;
        _timeout = new LinkedTimeout(clock, limit);
        _buffer = new BodyBuffer(new StreamSource(body, leaveOpen: false), new MemoryLifetime(this), clock.Gate, waitsEmpty: false, _timeout.Token);
        clock.CloseOnStop(owner);
    }

    /// <summary>The status and headers of the response.</summary>
    public ClaudeResponse Response => _response;

    /// <summary>The bytes that were read but not consumed. Valid until the next read.</summary>
    public ReadOnlySpan<byte> Unread => UnreadMemory.Span;

    /// <inheritdoc cref="Unread"/>
    public ReadOnlyMemory<byte> UnreadMemory => _buffer.Array.AsMemory(_buffer.Start, _buffer.End - _buffer.Start);

    /// <summary>Consumes the first unread bytes.</summary>
    public void Consume(int count) => _buffer.ConsumeTo(_buffer.Start + count);

    /// <summary>Reads more bytes and appends them to the unread ones.</summary>
    /// <returns>False at the end of the body.</returns>
    /// <exception cref="ClaudeTransportException">The transport failed.</exception>
    /// <exception cref="ClaudeTimeoutException">A timeout expired.</exception>
    /// <exception cref="ClaudeCanceledException">The caller canceled.</exception>
    public async ValueTask<bool> ReadAsync()
    {
        try
        {
            if (!_clock.TryStartWait())
            {
                throw new OperationCanceledException(_clock.Token);
            }

            bool hasMore;
            try
            {
                hasMore = await _buffer.ReadAsync(default).ConfigureAwait(false);
            }
            finally
            {
                _clock.EndWait();
            }

            if (!_hasBegun)
            {
                _hasBegun = true;
                _clock.EndFirstEvent();
            }

            return hasMore;
        }
        catch (Exception e) when (e is OperationCanceledException || ClaudeTransportException.IsTransport(e))
        {
            throw _clock.ToException(null, e)
                ?? (e is OperationCanceledException && _timeout.IsReached
                    ? new ClaudeTimeoutException(ClaudeTimeoutKind.Body, _limit, null, e)
                    : ClaudeTransportException.Transport(_response.CreateRedactor().Redact(e)));
        }
    }

    /// <summary>Closes the response if its body was not read to its end, and returns all memory. Must not be called during a read.</summary>
    public async ValueTask DisposeAsync()
    {
        _clock.Dispose();
        _timeout.Dispose();
        await _buffer.CloseAsync().ConfigureAwait(false);
        _buffer.ReturnMemory();
        _owner.Dispose();
    }

    void IMemoryHolder.ReturnMemory() => _buffer.ReturnMemory();
}
