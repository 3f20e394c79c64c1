namespace Claude.Aot.Sse;

/// <summary>
/// Properties of a stream's framing that differ from the usual form: one <c>event:</c> line, one <c>data:</c> line, LF line ends and a blank line.
/// </summary>
[Flags]
internal enum SseDialect
{
    /// <summary>The framing has the usual form so far.</summary>
    None = 0,

    /// <summary>The stream starts with a byte order mark.</summary>
    Bom = 1,

    /// <summary>A line ended with CR or CRLF.</summary>
    CarriageReturn = 2,

    /// <summary>There was a comment line.</summary>
    Comment = 4,

    /// <summary>An event without a name was dispatched.</summary>
    MissingEventName = 8,

    /// <summary>An event contained bytes that are not valid UTF-8.</summary>
    InvalidUtf8 = 16,

    /// <summary>An event had more than one <c>data</c> line.</summary>
    MultipleDataLines = 32,

    /// <summary>There was a field that the standard does not define.</summary>
    UnknownField = 64,

    /// <summary>The last event was not followed by a blank line.</summary>
    UnfinishedEvent = 128,
}
