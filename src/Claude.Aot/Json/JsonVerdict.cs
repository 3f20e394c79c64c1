namespace Claude.Aot.Json;

/// <summary>What bytes are that should be one JSON object.</summary>
internal enum JsonVerdict
{
    /// <summary>One whole JSON object.</summary>
    Object,

    /// <summary>The beginning of one.</summary>
    Unfinished,

    /// <summary>Something else.</summary>
    Malformed,

    /// <summary>An object that nests too deep.</summary>
    TooDeep,
}
