namespace Claude.Aot;

/// <summary>What is wrong with a line of a batch's results.</summary>
public enum MessageBatchLineError
{
    /// <summary>It is no JSON object in UTF-8, or nests deeper than <see cref="StreamLimits.MaxDepth"/>.</summary>
    InvalidJson,

    /// <summary>It is a JSON object, but has no <c>custom_id</c>, or no <c>result</c> of some type.</summary>
    NoResult,

    /// <summary>It is longer than <see cref="StreamLimits.MaxLineBytes"/>, and was passed over.</summary>
    TooLong,
}
