namespace Claude.Aot.Events;

/// <summary>The way in which a stream is read. A stream has one reader and can be read once.</summary>
internal enum StreamMode
{
    Fresh,

    /// <summary>The caller reads it through <see cref="MessageStream.WaitToReadAsync"/> and <see cref="MessageStream.TryRead"/>.</summary>
    Pair,

    /// <summary>An enumeration or a copy operation reads it.</summary>
    Enumeration,

    /// <summary>A call for the final message reads it.</summary>
    Drain,
}
