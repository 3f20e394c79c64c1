namespace Claude.Aot;

/// <summary>The reason why a stream or another response could not be read to its end.</summary>
public enum ClaudeTransportErrorKind
{
    /// <summary>The body ended too early: a stream before <c>message_stop</c>, JSON before its end, or the results of a batch before the last result.</summary>
    ResponseEnded,

    /// <summary>The connection or the underlying stream failed; <see cref="Exception.InnerException"/> has the cause.</summary>
    ConnectionError,

    /// <summary>
    /// The response is not what the API sends: an event whose data is not valid JSON, or a body that is not the event stream or the JSON that was requested.
    /// </summary>
    InvalidResponse,

    /// <summary>A limit of <see cref="StreamLimits"/> was exceeded.</summary>
    LimitExceeded,

    /// <summary>The caller stopped reading before the end, and later tried to read more.</summary>
    Abandoned,
}
