namespace Claude.Aot;

/// <summary>
/// What was out of the ordinary in a stream that could be read all the same. All but <see cref="KeyAndTokenInEnvironment"/>, <see cref="Retry"/> and <see cref="Resumed"/> are deviations from
/// what the API sends. Those are errors where <see cref="ClaudeClientOptions.Strict"/> or <see cref="MessageStreamOptions.Strict"/> is set. What follows <c>message_stop</c> is never an error:
/// the message is whole by then.
/// </summary>
public enum ClaudeDiagnosticKind
{
    /// <summary>The body began with a byte order mark; it was skipped.</summary>
    ByteOrderMark,

    /// <summary>Lines ended with CR or CRLF, where the API sends LF.</summary>
    CarriageReturn,

    /// <summary>The body carried comments, as gateways send to keep a connection open.</summary>
    Comment,

    /// <summary>An event had no <c>event:</c> line; its type was taken from its JSON.</summary>
    MissingEventName,

    /// <summary>The <c>event:</c> line and the <c>type</c> in the JSON disagreed; the <c>type</c> won.</summary>
    EventNameMismatch,

    /// <summary>Bytes were not UTF-8; each ill-formed part was replaced by U+FFFD.</summary>
    InvalidUtf8,

    /// <summary>A <c>[DONE]</c> marker came, as other APIs send; it was ignored.</summary>
    DoneMarker,

    /// <summary>An event of an unknown name carried data that is not JSON; it was ignored.</summary>
    NonJsonEvent,

    /// <summary>The last event lacked its blank line but was whole; it was taken.</summary>
    UnfinishedFinalEvent,

    /// <summary>Events followed after <c>message_stop</c>; they were not read.</summary>
    EventsAfterStop,

    /// <summary>
    /// A second <c>message_start</c> came before <c>message_stop</c>; the first one stands, with the usage of the second. If it begins another message (its id differs), the blocks that are
    /// open stay as they are and incomplete, and what follows becomes new blocks.
    /// </summary>
    RepeatedMessageStart,

    /// <summary>An event of the message came before <c>message_start</c>. A message that ends without one is an error.</summary>
    MissingMessageStart,

    /// <summary>A delta came for a block that had not been started, or was stopped already; it went to the open block of its kind, or opened one.</summary>
    DeltaWithoutBlock,

    /// <summary>A block was started at an index that had been used already, or lower than one that had; it became a new block with the next index. A start that only repeats the one before was left out; one without a block starts nothing.</summary>
    UnexpectedBlockStart,

    /// <summary>A block was stopped that had not been started; the event was left out.</summary>
    UnexpectedBlockStop,

    /// <summary>More than one <c>message_delta</c> came; each was folded in its turn.</summary>
    RepeatedMessageDelta,

    /// <summary>The environment has both an API key and a token; the key is used.</summary>
    KeyAndTokenInEnvironment,

    /// <summary>A request is sent again after a failure that may pass.</summary>
    Retry,

    /// <summary>A stream broke off, and goes on by a further request; <see cref="MessageStream.Resumptions"/> has the joint.</summary>
    Resumed,

    /// <summary>An event stream came with another content type, or with none, and so did an answer of JSON; its first bytes told what it is.</summary>
    UnexpectedContentType,

    /// <summary>A whole message came where a stream was asked for; it was read as the events that would have made it.</summary>
    WholeMessage,

    /// <summary>An event stream came where a whole message was asked for; its events were folded into one.</summary>
    StreamedMessage,

    /// <summary>
    /// An event of a block had no index, or one that is no whole number. <c>0.0</c> and <c>"0"</c> were read as 0; otherwise the event is for the block that is open, or starts the next one.
    /// </summary>
    UnreadableIndex,

    /// <summary>A delta came for a block of another kind, as text for a tool call; it went to the open block of its own kind, or opened one.</summary>
    MismatchedDelta,

    /// <summary>Text came for a block after a later block had got some; it went to a new block, so that the message reads as the stream did.</summary>
    InterleavedText,

    /// <summary>A text, a thinking or a fragment of JSON was no string; its JSON text was taken.</summary>
    TextNotString,

    /// <summary>A tool call started without input; it is an empty object.</summary>
    MissingToolInput,

    /// <summary>A message had content in its <c>message_start</c>; its blocks were delivered as if they had been streamed.</summary>
    ContentInMessageStart,

    /// <summary>The usage stood inside of the <c>delta</c> of a <c>message_delta</c>; it was taken as if it stood beside it.</summary>
    UsageInDelta,

    /// <summary>A <c>message_stop</c> carried a message; its stop reason and usage were taken if none had come before.</summary>
    MessageInMessageStop,
}
