using System.Runtime.CompilerServices;
using Claude.Aot.Model;

namespace Claude.Aot.Http;

/// <summary>Enumerates a list page by page.</summary>
internal static class Pages
{
    /// <summary>Enumerates all items from a starting page.</summary>
    /// <exception cref="ArgumentException"><paramref name="start"/> has both ids.</exception>
    public static IAsyncEnumerable<TItem> AllAsync<TPage, TItem>(
        PageOptions? start,
        Func<PageOptions, CancellationToken, Task<TPage>> get,
        CancellationToken cancellationToken)
        where TPage : IPage<TItem>
    {
        // Verified here, so that the exception is thrown by the call and not when the enumeration begins.
        start?.Verify();
        return EnumerateAsync<TPage, TItem>(start?.Copy() ?? new PageOptions(), get, cancellationToken);
    }

    private static async IAsyncEnumerable<TItem> EnumerateAsync<TPage, TItem>(
        PageOptions start, Func<PageOptions, CancellationToken, Task<TPage>> get, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TPage : IPage<TItem>
    {
        PageOptions? next = start;
        while (next is not null)
        {
            TPage page = await get(next, cancellationToken).ConfigureAwait(false);
            foreach (TItem item in page.Data)
            {
                yield return item;
            }

            next = page.HasMore ? Following<TPage, TItem>(next, page) : null;
        }
    }

    private static PageOptions Following<TPage, TItem>(PageOptions current, TPage page)
        where TPage : IPage<TItem>
    {
        bool isForward = current.BeforeId is null;
        string? id = isForward ? page.LastId : page.FirstId;
        // Without a new id, the same page would be requested forever.
        return id is null || id == (isForward ? current.AfterId : current.BeforeId)
            ? throw new ClaudeTransportException(ClaudeTransportErrorKind.InvalidResponse, "The list says that it has more, but not where that begins.")
            : new PageOptions { Limit = current.Limit, AfterId = isForward ? id : null, BeforeId = isForward ? null : id };
    }
}
