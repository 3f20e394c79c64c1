using System.Text;
using Claude.Aot.Buffers;
using Claude.Aot.Events;

namespace Claude.Aot;

/// <content>The final message and its text.</content>
public sealed partial class MessageStream
{
    /// <summary>
    /// Reads the rest of the stream and returns the complete message. Later calls return the same object, even after the stream was disposed.
    /// </summary>
    /// <exception cref="ClaudeException">The stream failed or ended early, or the API sent an error. <see cref="ClaudeException.Partial"/> holds the message
    /// received so far.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="InvalidOperationException">Another wait is in progress.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed before the first call of this method completed.</exception>
    public async ValueTask<Message> GetFinalMessageAsync(CancellationToken cancellationToken = default)
    {
        if (_finalMessage is null)
        {
            await DrainAsync(cancellationToken).ConfigureAwait(false);
            _finalMessage = Snapshot.ToMessage();
        }

        return _finalMessage;
    }

    /// <summary>Reads the rest of the stream and returns the concatenated text of all text blocks, without separators.</summary>
    /// <exception cref="ClaudeException">The stream failed or ended early, or the API sent an error. <see cref="ClaudeException.Partial"/> holds the message
    /// received so far.</exception>
    /// <exception cref="ClaudeCanceledException">The token was canceled.</exception>
    /// <exception cref="InvalidOperationException">The message has no text block, or another wait is in progress.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed before the first call of this method completed.</exception>
    public async ValueTask<string> GetFinalTextAsync(CancellationToken cancellationToken = default)
    {
        if (_finalText is null)
        {
            await DrainAsync(cancellationToken).ConfigureAwait(false);
            _finalText = JoinText();
        }

        return _finalText;
    }

    /// <summary>Reads the rest of the stream.</summary>
    internal async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        using (_pump.Cursor.Scope.Enter(ViewScope.Live))
        {
            ThrowIfStopped();
            if (_mode == StreamMode.Fresh)
            {
                _mode = StreamMode.Drain;
            }
        }

        await _pump.DrainAsync(cancellationToken).ConfigureAwait(false);
    }

    private string JoinText()
    {
        using ViewScope.Section section = _pump.Cursor.Scope.Enter(ViewScope.Live);
        BlockViewList blocks = Snapshot.Content;
        bool hasText = false;
        var text = new StringBuilder();
        foreach (BlockView block in blocks)
        {
            if (block.Type == ContentBlockType.Text)
            {
                hasText = true;
                text.Append(block.Text.ToString());
            }
        }

        if (!hasText)
        {
            var types = new List<string>();
            foreach (BlockView block in blocks)
            {
                types.Add(block.TypeName.ToString());
            }

            throw new InvalidOperationException(types.Count == 0
                ? "The message has no text: it has no content at all. Look at its stop reason."
                : $"The message has no text block; it has: {string.Join(", ", types)}. Use GetFinalMessageAsync.");
        }

        return text.ToString();
    }
}
