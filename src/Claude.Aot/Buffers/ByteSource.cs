using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Claude.Aot.Buffers;

/// <summary>The source of the bytes of a body.</summary>
internal abstract class ByteSource
{
    /// <summary>Reads the next bytes.</summary>
    /// <param name="destination">The memory to read into. If it is empty, the read waits until bytes are available, or returns at once if the source cannot
    /// tell.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The number of bytes read; 0 at the end of the body.</returns>
    public abstract ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Tells the source that the reader has consumed <paramref name="count"/> of the bytes that were read.</summary>
    public abstract void Consume(int count);

    /// <summary>Closes the source, unless it was created to leave the underlying stream or pipe open.</summary>
    public abstract ValueTask CloseAsync();
}

/// <summary>A source that reads from a stream.</summary>
internal sealed class StreamSource(Stream stream, bool leaveOpen) : ByteSource
{
    public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken) => stream.ReadAsync(destination, cancellationToken);

    public override void Consume(int count)
    {
    }

    public override ValueTask CloseAsync() => leaveOpen ? default : stream.DisposeAsync();
}

/// <summary>
/// A source that reads from a pipe. It copies the bytes, so the pipe's memory is accessed only during a read. The pipe keeps the bytes until they are consumed,
/// so a pipe that is left open still contains everything that the reader did not consume.
/// </summary>
internal sealed class PipeSource(PipeReader pipe, bool leaveOpen) : ByteSource
{
    // Both count from the start of the pipe's buffer, which begins with the bytes that are copied but not yet consumed.
    private int _copied;
    private int _consumed;
    private ReadOnlySequence<byte> _borrowed;
    private bool _hasLent;

    public override void Consume(int count) => _consumed += count;

    public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (true)
        {
            Return();
            ValueTask<ReadResult> read = pipe.ReadAsync(cancellationToken);
            if (!read.IsCompletedSuccessfully)
            {
                return AwaitAsync(read, destination, cancellationToken);
            }

            if (TryTake(read.Result, destination.Span, out int count))
            {
                return new ValueTask<int>(count);
            }
        }
    }

    public override ValueTask CloseAsync()
    {
        Return();
        return leaveOpen ? default : pipe.CompleteAsync();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> AwaitAsync(ValueTask<ReadResult> read, Memory<byte> destination, CancellationToken cancellationToken) =>
        TryTake(await read.ConfigureAwait(false), destination.Span, out int count)
            ? count
            : await ReadAsync(destination, cancellationToken).ConfigureAwait(false);

    /// <summary>Copies the bytes that are not copied yet.</summary>
    /// <returns>False if there are no new bytes but more may come.</returns>
    private bool TryTake(in ReadResult result, Span<byte> destination, out int count)
    {
        _borrowed = result.Buffer;
        _hasLent = true;
        if (result.IsCanceled)
        {
            throw new OperationCanceledException("The pipe's pending read was canceled.");
        }

        ReadOnlySequence<byte> unread = _borrowed.Slice(_copied);
        count = (int)Math.Min(unread.Length, destination.Length);
        unread.Slice(0, count).CopyTo(destination);
        _copied += count;
        return count > 0 || result.IsCompleted;
    }

    private void Return()
    {
        if (_hasLent)
        {
            _hasLent = false;
            SequencePosition examined = _borrowed.GetPosition(_copied);
            pipe.AdvanceTo(_borrowed.GetPosition(_consumed), examined);
            _copied -= _consumed;
            _consumed = 0;
            _borrowed = default;
        }
    }
}
