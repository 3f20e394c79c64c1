namespace Claude.Aot.Http;

/// <summary>One request as its endpoint wants it: everything but what the client and the call say for all requests.</summary>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    /// <summary>What a response with a body is to be.</summary>
    public ResponseKind Expected { get; init; } = ResponseKind.Json;

    /// <summary>The query without its question mark, or empty.</summary>
    public string Query { get; init; } = "";

    /// <summary>The body, written once: every attempt sends the same bytes. Null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>A path that ends with an id.</summary>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null, blank, or no part of an address.</exception>
    public static string PathOf(string collection, string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        // These two would lead elsewhere, and no escaping keeps them from it.
        return id is "." or ".."
            ? throw new ArgumentException("This is not an id.", nameof(id))
            : $"{collection}/{Uri.EscapeDataString(id)}";
    }
}
