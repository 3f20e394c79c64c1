namespace Claude.Aot.Stress;

/// <summary>Specifies the source of a body's bytes.</summary>
internal enum Road
{
    /// <summary>A stream in memory.</summary>
    Memory,

    /// <summary>A pipe.</summary>
    Pipe,

    /// <summary>A message handler without a network.</summary>
    Handler,

    /// <summary>A server that uses HTTP/1.1.</summary>
    Http1,

    /// <summary>A server that uses HTTP/2.</summary>
    Http2,

    /// <summary>A handler whose responses are interrupted at different positions and are resumed with other requests.</summary>
    Resumed,

    /// <summary>A handler whose responses stall for longer than a timeout.</summary>
    Timed,

    /// <summary>A body in memory that <see cref="Claude.Aot.Sse.SseReader"/> itself reads.</summary>
    Sse,
}

/// <summary>Specifies how a stream is read.</summary>
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

/// <summary>Specifies how another thread disturbs a stream while it is being read.</summary>
internal enum Disturbance
{
    None,
    Dispose,

    /// <summary>Two threads dispose the stream concurrently.</summary>
    DisposeTwice,
    Cancel,

    /// <summary>The body breaks, or its server closes the connection.</summary>
    Break,

    /// <summary>A second thread reads the snapshot, which is misuse.</summary>
    SecondSnapshot,

    /// <summary>A second thread reads the stream, which is misuse, and then a thread disposes it.</summary>
    SecondReader,
}
