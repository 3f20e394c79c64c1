using System.Buffers;
using System.IO.Pipelines;

namespace Claude.Aot.Streaming;

/// <summary>A sink that copies into the memory of a pipe.</summary>
internal sealed class PipeSink(PipeWriter destination) : Utf8Sink
{
    private bool _hasGathered;

    public override void Write(ReadOnlySpan<byte> utf8)
    {
        destination.Write(utf8);
        _hasGathered |= !utf8.IsEmpty;
    }

    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_hasGathered)
        {
            _hasGathered = false;
            FlushResult result = await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (result.IsCompleted)
            {
                throw new IOException("The pipe's reader was completed, so nobody reads the data.");
            }
        }
    }
}
