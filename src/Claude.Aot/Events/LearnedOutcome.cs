namespace Claude.Aot.Events;

/// <summary>The result of comparing bytes with a learned shape.</summary>
internal enum LearnedOutcome
{
    /// <summary>The bytes do not match, or the shape cannot decide.</summary>
    Other,

    /// <summary>The bytes are the beginning of an event of the shape, but not a whole event.</summary>
    Unfinished,

    /// <summary>The bytes begin with a whole event of the shape.</summary>
    Match,
}
