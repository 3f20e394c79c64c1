using System.IO.Pipelines;
using Claude.Aot.Streaming;

namespace Claude.Aot;

/// <content>Text only.</content>
public sealed partial class MessageStream
{
    /// <summary>Reads the pieces of text as they arrive, each as a string of its own. Empty pieces are left out.</summary>
    /// <exception cref="ClaudeException">The stream broke, or carried an error.</exception>
    /// <exception cref="ClaudeCanceledException">The token was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The stream is being read, or reading was stopped before its end.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public IAsyncEnumerable<string> ReadTextAsync(CancellationToken cancellationToken = default) => new TextPieces(this, cancellationToken);

    /// <summary>Copies the text as UTF-8, without a string in between. What is buffered is written together, and flushed before each wait for more.</summary>
    /// <param name="destination">Where the text goes; it stays open.</param>
    /// <param name="cancellationToken">Cancels reading and writing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is null.</exception>
    /// <exception cref="ClaudeException">The stream broke, or carried an error; the text before it was written.</exception>
    /// <exception cref="ClaudeCanceledException">The token was cancelled.</exception>
    /// <exception cref="IOException">The destination could not be written to; reading was stopped.</exception>
    /// <exception cref="InvalidOperationException">The stream is being read, or reading was stopped before its end.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public Task CopyTextToAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return CopyAsync(new StreamSink(destination), cancellationToken);
    }

    /// <inheritdoc cref="CopyTextToAsync(Stream, CancellationToken)"/>
    public Task CopyTextToAsync(PipeWriter destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return CopyAsync(new PipeSink(destination), cancellationToken);
    }

    /// <inheritdoc cref="CopyTextToAsync(Stream, CancellationToken)"/>
    /// <summary>Copies the text, without a string in between. What is buffered is written together, and flushed before each wait for more.</summary>
    public Task CopyTextToAsync(TextWriter destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return CopyAsync(new WriterSink(destination), cancellationToken);
    }
}
