namespace Claude.Aot.Http;

/// <summary>Maps the kinds of bodies to media types.</summary>
internal static class ResponseKindExtensions
{
    // The official SDKs use this type to request the results of a batch, and the content of a file.
    private const string Binary = "application/binary";
    private const string Html = "text/html";

    /// <summary>Gets the media type to request.</summary>
    public static string ToMediaType(this ResponseKind kind) => kind switch
    {
        ResponseKind.EventStream => "text/event-stream",
        ResponseKind.JsonLines or ResponseKind.Binary => Binary,
        _ => "application/json",
    };

    /// <summary>Returns whether a response with this media type, or without one, can be of this kind.</summary>
    public static bool Accepts(this ResponseKind kind, string? mediaType) => mediaType is null || kind switch
    {
        ResponseKind.EventStream => mediaType.Equals(kind.ToMediaType(), StringComparison.OrdinalIgnoreCase),
        // The media type of the results is not documented. HTML is the error page of a proxy.
        ResponseKind.JsonLines => !mediaType.Equals(Html, StringComparison.OrdinalIgnoreCase),
        ResponseKind.Binary => true,
        _ => mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase),
    };
}
