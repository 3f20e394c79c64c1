namespace Claude.Aot.Http;

/// <summary>What the body of a response is to be.</summary>
internal enum ResponseKind
{
    /// <summary>One JSON value.</summary>
    Json,

    /// <summary>JSON values, one per line.</summary>
    JsonLines,

    /// <summary>Server-sent events.</summary>
    EventStream,
}
