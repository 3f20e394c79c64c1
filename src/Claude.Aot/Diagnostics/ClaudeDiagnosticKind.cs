namespace Claude.Aot;

/// <summary>
/// The kind of an unusual condition. All kinds except <see cref="KeyAndTokenInEnvironment"/>, <see cref="Retry"/>, <see cref="Resumed"/> and
/// <see cref="Stalled"/> are deviations from what the API sends. Deviations are errors if <see cref="ClaudeClientOptions.Strict"/> or
/// <see cref="MessageStreamOptions.Strict"/> is set. Data after <c>message_stop</c> is never an error, because the message is complete by then.
/// </summary>
public enum ClaudeDiagnosticKind
{
    /// <summary>The body began with a byte order mark, which was skipped.</summary>
    ByteOrderMark,

    /// <summary>Lines ended with CR or CRLF; the API sends LF.</summary>
    CarriageReturn,

    /// <summary>The body contained comments, which some gateways send to keep a connection open.</summary>
    Comment,

    /// <summary>An event had no <c>event:</c> line; its type was taken from its JSON.</summary>
    MissingEventName,

    /// <summary>The <c>event:</c> line and the <c>type</c> in the JSON differed; the <c>type</c> was used.</summary>
    EventNameMismatch,

    /// <summary>The body contained invalid UTF-8; each ill-formed part was replaced by U+FFFD.</summary>
    InvalidUtf8,

    /// <summary>A <c>[DONE]</c> marker arrived, which other APIs send; it was ignored.</summary>
    DoneMarker,

    /// <summary>An event with an unknown name carried data that is not JSON; it was ignored.</summary>
    NonJsonEvent,

    /// <summary>The last event was complete, but the blank line after it was missing; the event was accepted.</summary>
    UnfinishedFinalEvent,

    /// <summary>Events followed <c>message_stop</c>; they were not read.</summary>
    EventsAfterStop,

    /// <summary>
    /// A second <c>message_start</c> arrived before <c>message_stop</c>. The first one is kept, with the usage of the second. If the second one has another
    /// message id, the open blocks remain incomplete, and the events that follow create new blocks.
    /// </summary>
    RepeatedMessageStart,

    /// <summary>An event of the message arrived before <c>message_start</c>. If a message ends without a <c>message_start</c>, that is an error.</summary>
    MissingMessageStart,

    /// <summary>
    /// A delta arrived for a block that had not been started or was already stopped. It was applied to the open block of its kind, or to a new block if none
    /// was open.
    /// </summary>
    DeltaWithoutBlock,

    /// <summary>
    /// A block was started at an index that was already used, or that was lower than a used one. It became a new block with the next index. A start that only
    /// repeats the previous one was ignored, and a start without a block was ignored too.
    /// </summary>
    UnexpectedBlockStart,

    /// <summary>A stop arrived for a block that had not been started; the event was ignored.</summary>
    UnexpectedBlockStop,

    /// <summary>More than one <c>message_delta</c> arrived; each was applied in order.</summary>
    RepeatedMessageDelta,

    /// <summary>The environment has both an API key and a token; the key is used.</summary>
    KeyAndTokenInEnvironment,

    /// <summary>A request is retried after a transient failure.</summary>
    Retry,

    /// <summary>A stream was interrupted and is continued by a further request. <see cref="MessageStream.Resumptions"/> has the resumption point.</summary>
    Resumed,

    /// <summary>A response, either an event stream or JSON, had an unexpected content type or none. Its first bytes identified the format.</summary>
    UnexpectedContentType,

    /// <summary>A complete message arrived although a stream was requested. It was read as if its events had been streamed.</summary>
    WholeMessage,

    /// <summary>An event stream arrived although a complete message was requested. Its events were assembled into a message.</summary>
    StreamedMessage,

    /// <summary>
    /// An event of a block had no index, or one that is not a whole number. <c>0.0</c> and <c>"0"</c> were read as 0. Otherwise the event was applied to the
    /// open block, or started the next one.
    /// </summary>
    UnreadableIndex,

    /// <summary>
    /// A delta arrived for a block of another kind, for example text for a tool call. It was applied to the open block of its own kind, or to a new block if
    /// none was open.
    /// </summary>
    MismatchedDelta,

    /// <summary>
    /// Text arrived for a block after a later block had received text. It was put into a new block, so that the message keeps the order of the stream.
    /// </summary>
    InterleavedText,

    /// <summary>The text of a text, thinking or JSON delta was not a string; its JSON text was used instead.</summary>
    TextNotString,

    /// <summary>A tool call started without input; the input is an empty object.</summary>
    MissingToolInput,

    /// <summary>The <c>message_start</c> of a message had content; its blocks were delivered as if they had been streamed.</summary>
    ContentInMessageStart,

    /// <summary>The usage was inside the <c>delta</c> of a <c>message_delta</c>; it was treated as if it were next to it.</summary>
    UsageInDelta,

    /// <summary>A <c>message_stop</c> carried a message; its stop reason and usage were used if none had arrived before.</summary>
    MessageInMessageStop,

    /// <summary>
    /// A response received no data in time. It ends with the timeout exception in <see cref="ClaudeDiagnostic.Failure"/>, unless it is resumed. Reported
    /// on a timer's thread; an exception of the callback is ignored.
    /// </summary>
    Stalled,
}
