using System.IO.Pipelines;

namespace Claude.Aot;

/// <summary>Reads a body that is no event stream, in pooled memory, within the limits of time; what goes wrong is told in the terms of this library.</summary>
internal sealed class BodyReader : IAsyncDisposable
{
    private const int BufferSize = 32 * 1024;

    private readonly PipeReader _pipe;
    private readonly ClaudeResponse _response;
    private readonly StreamClock _clock;
    private readonly IDisposable _owner;
    private bool _hasBegun;

    public BodyReader(Stream body, ClaudeResponse response, StreamClock clock, IDisposable owner)
    {
        _pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: BufferSize));
        _response = response;
        _clock = clock;
        _owner = owner;
        clock.Guard(owner);
    }

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
        await _pipe.CompleteAsync().ConfigureAwait(false);
        _owner.Dispose();
    }

    private async ValueTask<ReadResult> WaitAsync()
    {
        try
        {
            if (!_clock.TryStartWait())
            {
                throw new OperationCanceledException(_clock.Token);
            }

            ReadResult result;
            try
            {
                result = await _pipe.ReadAsync(_clock.Token).ConfigureAwait(false);
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

            return result;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException or ObjectDisposedException)
        {
            throw _clock.ToException(null, e) ?? ClaudeStreamException.Transport(_response.CreateRedactor().Redact(e));
        }
    }
}
