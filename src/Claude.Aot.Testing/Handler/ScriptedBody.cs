using System.Net.Sockets;

namespace Claude.Aot.Testing;

/// <summary>
/// The body of a scripted response. Each read plays the next part of the script. Like a connection, the body cannot be read after a canceled read.
/// </summary>
internal sealed class ScriptedBody : Stream
{
    private readonly CancellationTokenSource _gone = new();
    private readonly IAsyncEnumerator<ReadOnlyMemory<byte>> _pieces;
    private readonly ResponseScript _script;
    private readonly Exchange _exchange;
    private ReadOnlyMemory<byte> _piece;

    public ScriptedBody(ResponseScript script, Exchange exchange, TimeProvider time)
    {
        _script = script;
        _exchange = exchange;
        _pieces = ScriptPlayer.PlayAsync(script, time, _gone.Token).GetAsyncEnumerator();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_gone.IsCancellationRequested, this);
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static body => ((ScriptedBody)body!).Leave(), this);
        while (_piece.IsEmpty)
        {
            if (!await PlayOnAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }

            _piece = _pieces.Current;
        }

        // A read into an empty buffer only waits until data is available.
        int count = Math.Min(buffer.Length, _piece.Length);
        _piece[..count].CopyTo(buffer);
        _piece = _piece[count..];
        _exchange.Sent(count);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Leave();
        }

        base.Dispose(disposing);
    }

    private async Task<bool> PlayOnAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await _pieces.MoveNextAsync().ConfigureAwait(false))
            {
                return true;
            }

            return End();
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectDisposedException(nameof(ScriptedBody));
        }
    }

    private bool End()
    {
        _exchange.End(_script.Ending == ScriptEnding.Whole ? ExchangeEnd.Completed : ExchangeEnd.Aborted);
        return _script.Ending switch
        {
            ScriptEnding.Closed => throw new HttpIOException(HttpRequestError.ResponseEnded, "The script closed the connection here."),
            ScriptEnding.Reset => throw new IOException("The script reset the connection here.", new SocketException((int)SocketError.ConnectionReset)),
            _ => false,
        };
    }

    private void Leave()
    {
        _exchange.End(ExchangeEnd.ClientLeft);
        _gone.Cancel();
    }
}
