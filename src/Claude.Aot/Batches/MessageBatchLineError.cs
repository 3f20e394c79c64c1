namespace Claude.Aot.Batches;

/// <summary>The reason why a line of a batch's results could not be used.</summary>
public enum MessageBatchLineError
{
    /// <summary>The line is not a JSON object in valid UTF-8, or is nested deeper than <see cref="StreamLimits.MaxDepth"/>.</summary>
    InvalidJson,

    /// <summary>The line is a JSON object, but has no <c>custom_id</c>, or no <c>result</c> with a type.</summary>
    NoResult,

    /// <summary>The line is longer than <see cref="StreamLimits.MaxLineBytes"/> and was skipped.</summary>
    TooLong,
}
