namespace Claude.Aot;

/// <content>Asynchronous enumeration.</content>
public sealed partial class MessageStream
{
    /// <summary>Enumerates the events of a stream. It implements the pattern of <c>await foreach</c>, and can also be used directly.</summary>
    public readonly struct Enumerator : IAsyncDisposable
    {
        private readonly MessageStream _stream;
        private readonly CancellationToken _cancellationToken;

        internal Enumerator(MessageStream stream, CancellationToken cancellationToken)
        {
            _stream = stream;
            _cancellationToken = cancellationToken;
        }

        /// <summary>The current event. Valid until the next one is read.</summary>
        public StreamEvent Current => new(_stream._pump.Cursor);

        /// <summary>Reads the next event.</summary>
        /// <returns>False at the end of the message.</returns>
        /// <exception cref="ClaudeException">The stream failed or ended early, or the API sent an error.</exception>
        /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
        /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
        public ValueTask<bool> MoveNextAsync() => _stream.MoveNextAsync(_cancellationToken);

        /// <summary>Ends the enumeration. If the message is not complete, reading stops and the body is closed immediately.</summary>
        public ValueTask DisposeAsync() => _stream.StopAsync();
    }

    /// <summary>The events of a stream, with a token that cancels their enumeration.</summary>
    public readonly struct CancelableEvents
    {
        private readonly MessageStream _stream;
        private readonly CancellationToken _cancellationToken;

        internal CancelableEvents(MessageStream stream, CancellationToken cancellationToken)
        {
            _stream = stream;
            _cancellationToken = cancellationToken;
        }

        /// <inheritdoc cref="MessageStream.GetAsyncEnumerator"/>
        public Enumerator GetAsyncEnumerator() => _stream.GetAsyncEnumerator(_cancellationToken);
    }
}
