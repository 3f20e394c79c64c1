namespace Claude.Aot.Events;

/// <summary>Who reads a stream: it has one reader and one pass.</summary>
internal enum StreamMode
{
    Fresh,

    /// <summary>The caller, through <see cref="MessageStream.WaitToReadAsync"/> and <see cref="MessageStream.TryRead"/>.</summary>
    Pair,

    /// <summary>An enumeration or a copy.</summary>
    Enumeration,

    /// <summary>A call for the final message.</summary>
    Drain,
}
