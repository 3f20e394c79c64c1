namespace Claude.Aot.Stress;

/// <summary>Where the bytes of a body come from.</summary>
internal enum Road
{
    /// <summary>A stream over memory.</summary>
    Memory,

    /// <summary>A pipe.</summary>
    Pipe,

    /// <summary>A message handler without a network.</summary>
    Handler,

    /// <summary>A server over HTTP/1.1.</summary>
    Http1,

    /// <summary>A server over HTTP/2.</summary>
    Http2,

    /// <summary>A handler whose answers break off, each at another place, and that are carried on by further requests.</summary>
    Resumed,

    /// <summary>A handler whose answers stall for longer than a limit of time allows.</summary>
    Timed,

    /// <summary>A body over memory that <see cref="Claude.Aot.Sse.SseReader"/> itself reads.</summary>
    Sse,
}

/// <summary>How a stream is read.</summary>
internal enum Reading
{
    Text,
    Events,
    Spans,
    CopyText,
    Relay,
    Final,
    Owned,
    Snapshot,
}

/// <summary>What another thread does to a stream while it is read.</summary>
internal enum Disturbance
{
    None,
    Dispose,

    /// <summary>Two threads dispose at once.</summary>
    DisposeTwice,
    Cancel,

    /// <summary>The body breaks, or its server closes the connection.</summary>
    Break,

    /// <summary>A second thread looks at the snapshot: misuse.</summary>
    SecondSnapshot,

    /// <summary>A second thread reads, and then one disposes: misuse.</summary>
    SecondReader,
}
