using System.Runtime.CompilerServices;

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

        /// <inheritdoc cref="MessageStream.ConfigureAwait"/>
        public ConfiguredEvents ConfigureAwait(bool continueOnCapturedContext) => new(_stream, continueOnCapturedContext, _cancellationToken);
    }

    /// <summary>A stream whose awaits are configured: for <c>await foreach</c> over its events, and for <c>await using</c>.</summary>
    public readonly struct ConfiguredEvents
    {
        private readonly MessageStream _stream;
        private readonly CancellationToken _cancellationToken;
        private readonly bool _continuesOnContext;

        internal ConfiguredEvents(MessageStream stream, bool continuesOnContext, CancellationToken cancellationToken)
        {
            _stream = stream;
            _cancellationToken = cancellationToken;
            _continuesOnContext = continuesOnContext;
        }

        /// <inheritdoc cref="MessageStream.WithCancellation"/>
        public ConfiguredEvents WithCancellation(CancellationToken cancellationToken) => new(_stream, _continuesOnContext, cancellationToken);

        /// <inheritdoc cref="MessageStream.GetAsyncEnumerator"/>
        public ConfiguredEnumerator GetAsyncEnumerator() => new(_stream.GetAsyncEnumerator(_cancellationToken), _continuesOnContext);

        /// <inheritdoc cref="MessageStream.DisposeAsync"/>
        public ConfiguredValueTaskAwaitable DisposeAsync() => _stream.DisposeAsync().ConfigureAwait(_continuesOnContext);
    }

    /// <summary>Enumerates the events of a stream with configured awaits. It implements the pattern of <c>await foreach</c>.</summary>
    public readonly struct ConfiguredEnumerator
    {
        private readonly Enumerator _events;
        private readonly bool _continuesOnContext;

        internal ConfiguredEnumerator(Enumerator events, bool continuesOnContext)
        {
            _events = events;
            _continuesOnContext = continuesOnContext;
        }

        /// <inheritdoc cref="Enumerator.Current"/>
        public StreamEvent Current => _events.Current;

        /// <inheritdoc cref="Enumerator.MoveNextAsync"/>
        public ConfiguredValueTaskAwaitable<bool> MoveNextAsync() => _events.MoveNextAsync().ConfigureAwait(_continuesOnContext);

        /// <inheritdoc cref="Enumerator.DisposeAsync"/>
        public ConfiguredValueTaskAwaitable DisposeAsync() => _events.DisposeAsync().ConfigureAwait(_continuesOnContext);
    }
}
