using System.IO.Pipelines;
using Claude.Aot.Streaming;

namespace Claude.Aot;

/// <content>Reading of text only.</content>
public sealed partial class MessageStream
{
    /// <summary>Reads the text as it arrives, as one string per text delta. Empty deltas are skipped.</summary>
    /// <exception cref="ClaudeException">The stream failed or ended early, or the API sent an error.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="InvalidOperationException">The stream is already being read, or reading was stopped before its end.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public IAsyncEnumerable<string> ReadTextAsync(CancellationToken cancellationToken = default) => new TextPieces(this, cancellationToken);

    /// <summary>Reads the text in pieces that end after a number of characters, at given characters or after a time, and never within a grapheme.</summary>
    /// <param name="pacing">Determines the pieces. Its values are copied.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="pacing"/> is null.</exception>
    /// <exception cref="ClaudeException">The stream failed or ended early, or the API sent an error. All text before it was returned.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled. All text before it was returned.</exception>
    /// <exception cref="InvalidOperationException">The stream is already being read, or reading was stopped before its end.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public IAsyncEnumerable<string> ReadTextAsync(TextPacing pacing, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pacing);
        return new PacedStrings(this, pacing, cancellationToken);
    }

    /// <summary>
    /// Reads the same pieces as <see cref="ReadTextAsync(TextPacing, CancellationToken)"/>, as UTF-8 and without creating strings. A piece is valid until the
    /// next one is read: all pieces share one buffer.
    /// </summary>
    /// <inheritdoc cref="ReadTextAsync(TextPacing, CancellationToken)"/>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadUtf8TextAsync(TextPacing pacing, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pacing);
        return new PacedUtf8(this, pacing, cancellationToken);
    }

    /// <summary>Copies the text as UTF-8, without creating strings. Buffered text is written together, and flushed before each wait for more.</summary>
    /// <param name="destination">The destination of the text; it stays open.</param>
    /// <param name="cancellationToken">Cancels reading and writing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="destination"/> is null.</exception>
    /// <exception cref="ClaudeException">The stream failed or ended early, or the API sent an error. The text before it was written.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="IOException">Writing to the destination failed; reading was stopped.</exception>
    /// <exception cref="InvalidOperationException">The stream is already being read, or reading was stopped before its end.</exception>
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
    /// <summary>Copies the text without creating strings. Buffered text is written together, and flushed before each wait for more.</summary>
    public Task CopyTextToAsync(TextWriter destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return CopyAsync(new WriterSink(destination), cancellationToken);
    }
}
