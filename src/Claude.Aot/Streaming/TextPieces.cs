namespace Claude.Aot.Streaming;

/// <summary>
/// The text of a stream, one string per text delta. Written by hand, because a compiler-generated iterator costs ten times as much per delta.
/// </summary>
internal sealed class TextPieces(MessageStream stream, CancellationToken outerToken) : IAsyncEnumerable<string>, IAsyncEnumerator<string>
{
    private MessageStream.Enumerator _events;
    private CancellationTokenSource? _linked;

    public string Current { get; private set; } = "";

    public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        (CancellationToken token, _linked) = ReaderToken.Link(outerToken, cancellationToken);
        _events = stream.GetAsyncEnumerator(token);
        return this;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        ValueTask<bool> next = _events.MoveNextAsync();
        while (next.IsCompletedSuccessfully)
        {
            if (!next.Result)
            {
                return new ValueTask<bool>(false);
            }

            if (TryTake())
            {
                return new ValueTask<bool>(true);
            }

            next = _events.MoveNextAsync();
        }

        return MoveNextSlowAsync(next);
    }

    public ValueTask DisposeAsync()
    {
        _linked?.Dispose();
        return _events.DisposeAsync();
    }

    private async ValueTask<bool> MoveNextSlowAsync(ValueTask<bool> next)
    {
        while (await next.ConfigureAwait(false))
        {
            if (TryTake())
            {
                return true;
            }

            next = _events.MoveNextAsync();
        }

        return false;
    }

    private bool TryTake()
    {
        StreamEvent e = _events.Current;
        bool isText = e.Delta.Type == DeltaType.TextDelta && !e.Delta.Text.IsEmpty;
        if (isText)
        {
            Current = e.Delta.Text.ToString();
        }

        return isText;
    }
}
