namespace Claude.Aot.Soak.Trials;

/// <summary>Who misbehaves.</summary>
internal enum TrialKind
{
    /// <summary>The server, in most of the streams; a few readers leave too.</summary>
    Faults,

    /// <summary>The reader, in all of them.</summary>
    Aborts,
}
