namespace Claude.Aot.Sse;

/// <summary>What a stream's framing did beyond one <c>event:</c> line, one <c>data:</c> line, LF and a blank line.</summary>
[Flags]
internal enum SseDialect
{
    /// <summary>Nothing out of the ordinary so far.</summary>
    None = 0,

    /// <summary>A byte order mark at the start of the stream.</summary>
    Bom = 1,

    /// <summary>A line that ended with CR or CRLF.</summary>
    CarriageReturn = 2,

    /// <summary>A comment line.</summary>
    Comment = 4,

    /// <summary>A dispatched event without a name.</summary>
    MissingEventName = 8,

    /// <summary>Bytes that are not UTF-8, anywhere in an event.</summary>
    InvalidUtf8 = 16,

    /// <summary>An event with more than one <c>data</c> line.</summary>
    MultipleDataLines = 32,

    /// <summary>A field that the standard does not define.</summary>
    UnknownField = 64,

    /// <summary>The last event was not followed by a blank line.</summary>
    UnfinishedEvent = 128,
}
