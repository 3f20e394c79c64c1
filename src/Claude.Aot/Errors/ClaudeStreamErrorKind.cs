namespace Claude.Aot;

/// <summary>Why a stream, or another response, could not be read to its end.</summary>
public enum ClaudeStreamErrorKind
{
    /// <summary>The body ended before <c>message_stop</c>; one of JSON, in the middle of it; the results of a batch, before the last.</summary>
    Truncated,

    /// <summary>The connection or the underlying stream failed; <see cref="Exception.InnerException"/> has the cause.</summary>
    Transport,

    /// <summary>What came is not what the API sends: an event whose data is not valid JSON, or a body that is no event stream where that was asked for, or no JSON.</summary>
    Protocol,

    /// <summary>One of the limits of <see cref="StreamLimits"/> was reached.</summary>
    LimitExceeded,

    /// <summary>The caller stopped reading before the end and then asked for more.</summary>
    Abandoned,
}
