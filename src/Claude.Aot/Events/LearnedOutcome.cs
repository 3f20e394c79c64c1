namespace Claude.Aot.Events;

/// <summary>What comparing bytes with a learned shape gives.</summary>
internal enum LearnedOutcome
{
    /// <summary>They begin with something else, or with nothing that the shape tells.</summary>
    Other,

    /// <summary>They are the beginning of an event of the shape, and no whole event.</summary>
    Unfinished,

    /// <summary>They begin with a whole event of the shape.</summary>
    Match,
}
