namespace Claude.Aot;

/// <summary>The reason why a message has no output of the expected type.</summary>
public enum ClaudeOutputErrorKind
{
    /// <summary>The model refused to answer.</summary>
    Refusal,

    /// <summary>The output was cut off by <see cref="MessageRequest.MaxTokens"/> or by the end of the context window.</summary>
    MaxTokens,

    /// <summary>
    /// The message has no text, or its text does not fit the type. This happens if the request had another format, or if a value is outside of a limit that the
    /// API does not enforce, such as <c>[Range]</c>.
    /// </summary>
    Invalid,
}
