namespace Claude.Aot;

/// <content>Enumeration by pattern.</content>
public sealed partial class MessageStream
{
    /// <summary>Goes through the events of a stream. It follows the pattern of <c>await foreach</c>, and can be driven by hand.</summary>
    public readonly struct Enumerator : IAsyncDisposable
    {
        private readonly MessageStream _stream;
        private readonly CancellationToken _cancellationToken;

        internal Enumerator(MessageStream stream, CancellationToken cancellationToken)
        {
            _stream = stream;
            _cancellationToken = cancellationToken;
        }

        /// <summary>The event at which the enumeration stands, until the next one is read.</summary>
        public StreamEvent Current => new(_stream._pump.Cursor);

        /// <summary>Reads the next event.</summary>
        /// <returns>False when the message is over.</returns>
        /// <exception cref="ClaudeException">The stream broke, or carried an error.</exception>
        /// <exception cref="ClaudeCanceledException">The token was cancelled.</exception>
        /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
        public ValueTask<bool> MoveNextAsync() => _stream.MoveNextAsync(_cancellationToken);

        /// <summary>Ends the enumeration. Before the end of the message it stops reading and closes the body at once.</summary>
        public ValueTask DisposeAsync() => _stream.StopAsync();
    }

    /// <summary>The events of a stream with a token that cancels reading them.</summary>
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
