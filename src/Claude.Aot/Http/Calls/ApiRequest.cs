using Claude.Aot.Buffers;

namespace Claude.Aot.Http;

/// <summary>The parts of a request that are specific to its endpoint, without those that the client and the call add to every request.</summary>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    /// <summary>The expected kind of the response's body.</summary>
    public ResponseKind Expected { get; init; } = ResponseKind.Json;

    /// <summary>The query without the question mark, or empty.</summary>
    public string Query { get; init; } = "";

    /// <summary>The body, or null for none. It is written once, so every attempt sends the same bytes. The call that sends the request releases it.</summary>
    public PooledChunks? Body { get; init; }

    /// <summary>Creates a path that ends with an id.</summary>
    /// <exception cref="ArgumentException"><paramref name="id"/> is null, empty or only whitespace, or is <c>.</c> or <c>..</c>.</exception>
    public static string PathOf(string collection, string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        // "." and ".." are path segments; escaping does not change that.
        return id is "." or ".."
            ? throw new ArgumentException("This is not an id.", nameof(id))
            : $"{collection}/{Uri.EscapeDataString(id)}";
    }
}
