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

    /// <summary>A second <c>message_start</c> came before <c>message_stop</c>; the first one stands.</summary>
    RepeatedMessageStart,

    /// <summary>An event of the message came before <c>message_start</c>.</summary>
    MissingMessageStart,

    /// <summary>A delta came for a block that had not been started; the block was opened for it, or the index fits no block and the delta was delivered only.</summary>
    DeltaWithoutBlock,

    /// <summary>A block was started twice, or with an index that no block can have; the first start stands.</summary>
    UnexpectedBlockStart,

    /// <summary>A block was stopped that had not been started.</summary>
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
}
