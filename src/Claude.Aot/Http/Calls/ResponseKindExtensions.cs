namespace Claude.Aot.Http;

/// <summary>How the kinds of bodies are named on the wire.</summary>
internal static class ResponseKindExtensions
{
    // What the official SDKs ask for where the results of a batch are meant.
    private const string Binary = "application/binary";
    private const string Html = "text/html";

    /// <summary>The media type to ask for.</summary>
    public static string ToMediaType(this ResponseKind kind) => kind switch
    {
        ResponseKind.EventStream => "text/event-stream",
        ResponseKind.JsonLines => Binary,
        _ => "application/json",
    };

    /// <summary>Whether a body of this media type can be one. A response without any can.</summary>
    public static bool Accepts(this ResponseKind kind, string? mediaType) => mediaType is null || kind switch
    {
        ResponseKind.EventStream => mediaType.Equals(kind.ToMediaType(), StringComparison.OrdinalIgnoreCase),
        // Nothing says which type the lines come under; a page of a proxy's is none of them.
        ResponseKind.JsonLines => !mediaType.Equals(Html, StringComparison.OrdinalIgnoreCase),
        _ => mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase),
    };
}
