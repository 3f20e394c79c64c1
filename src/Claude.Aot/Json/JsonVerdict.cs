namespace Claude.Aot.Json;

/// <summary>The result of validating bytes that should be one JSON object.</summary>
internal enum JsonVerdict
{
    /// <summary>The bytes are one whole JSON object.</summary>
    Object,

    /// <summary>The bytes are the beginning of a JSON object.</summary>
    Unfinished,

    /// <summary>The bytes are not a JSON object.</summary>
    Malformed,

    /// <summary>The JSON nests deeper than the limit.</summary>
    TooDeep,
}
