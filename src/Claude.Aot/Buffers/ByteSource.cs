using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Claude.Aot.Buffers;

/// <summary>Where the bytes of a body come from.</summary>
internal abstract class ByteSource
{
    /// <summary>Reads bytes that were not read before.</summary>
    /// <param name="destination">Where they go. If it is empty, the read waits until there are some, or returns at once if the source cannot tell.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>How many; 0 at the end.</returns>
    public abstract ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>The reader has used up that many of the bytes that were read.</summary>
    public abstract void Consume(int count);

    /// <summary>Closes the source, unless it stays open.</summary>
    public abstract ValueTask CloseAsync();
}

/// <summary>Bytes of a stream.</summary>
internal sealed class StreamSource(Stream stream, bool leaveOpen) : ByteSource
{
    public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken) => stream.ReadAsync(destination, cancellationToken);

    public override void Consume(int count)
    {
    }

    public override ValueTask CloseAsync() => leaveOpen ? default : stream.DisposeAsync();
}

/// <summary>
/// Bytes of a pipe. They are copied, so that the pipe's memory is touched only inside of a read; the pipe keeps them until they are used up, so that one that stays open has
/// what the reader did not take.
/// </summary>
internal sealed class PipeSource(PipeReader pipe, bool leaveOpen) : ByteSource
{
    // What was read and not used up lies at the start of the pipe.
    private int _copied;
    private int _consumed;
    private ReadOnlySequence<byte> _lent;
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
        TryTake(await read.ConfigureAwait(false), destination.Span, out int count) ? count : await ReadAsync(destination, cancellationToken).ConfigureAwait(false);

    /// <summary>Copies what was not copied before.</summary>
    /// <returns>False if nothing new came, and more may come.</returns>
    private bool TryTake(in ReadResult result, Span<byte> destination, out int count)
    {
        _lent = result.Buffer;
        _hasLent = true;
        if (result.IsCanceled)
        {
            throw new OperationCanceledException("The pipe's pending read was canceled.");
        }

        ReadOnlySequence<byte> unread = _lent.Slice(_copied);
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
            SequencePosition examined = _lent.GetPosition(_copied);
            pipe.AdvanceTo(_lent.GetPosition(_consumed), examined);
            _copied -= _consumed;
            _consumed = 0;
            _lent = default;
        }
    }
}
