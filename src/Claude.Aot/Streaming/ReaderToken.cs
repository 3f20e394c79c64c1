namespace Claude.Aot.Streaming;

/// <summary>Combines the token that was passed to a method with the token that was passed to the enumeration of its result.</summary>
internal static class ReaderToken
{
    /// <summary>Gets a token that both tokens cancel.</summary>
    /// <returns>The token, and its source if a new one was created; the caller disposes it.</returns>
    public static (CancellationToken Token, CancellationTokenSource? Linked) Link(CancellationToken method, CancellationToken enumeration)
    {
        if (!enumeration.CanBeCanceled || enumeration == method)
        {
            return (method, null);
        }

        if (!method.CanBeCanceled)
        {
            return (enumeration, null);
        }

        var linked = CancellationTokenSource.CreateLinkedTokenSource(method, enumeration);
        return (linked.Token, linked);
    }
}
