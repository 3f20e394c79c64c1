namespace Claude.Aot.Http;

/// <summary>The expected kind of a response's body.</summary>
internal enum ResponseKind
{
    /// <summary>One JSON value.</summary>
    Json,

    /// <summary>JSON values, one per line.</summary>
    JsonLines,

    /// <summary>The content of a file, which can be anything.</summary>
    Binary,

    /// <summary>Server-sent events.</summary>
    EventStream,
}
