namespace Claude.Aot;

/// <summary>
/// The exception that is thrown if a complete message has no output of the expected type. <see cref="ClaudeException.Partial"/> is null;
/// <see cref="FinalMessage"/> is the whole message.
/// </summary>
/// <example>
/// <code>
/// async Task&lt;T?&gt; AskAsync&lt;T&gt;()
///     where T : class, IClaudeOutput&lt;T&gt;
/// {
///     try
///     {
///         return await stream.GetFinalOutputAsync&lt;T&gt;(cancellationToken);
///     }
///     catch (ClaudeOutputException e) when (e.Kind == ClaudeOutputErrorKind.Refusal)
///     {
///         return null;
///     }
/// }
/// </code>
/// </example>
public sealed class ClaudeOutputException : ClaudeException
{
    internal ClaudeOutputException(ClaudeOutputErrorKind kind, string message, Message finalMessage, string? path = null, string? reason = null)
        : base(message, innerException: null, partial: null)
    {
        Kind = kind;
        FinalMessage = finalMessage;
        Path = path;
        Reason = reason;
    }

    /// <summary>The reason for the failure.</summary>
    public ClaudeOutputErrorKind Kind { get; }

    /// <summary>The message that the model wrote. It contains the model's text, so do not log it where such text must not appear.</summary>
    public Message FinalMessage { get; }

    /// <summary>
    /// If <see cref="Kind"/> is <see cref="ClaudeOutputErrorKind.Invalid"/>, the path of the first value that does not fit, for example <c>$.steps[2]</c>.
    /// Null if the text is not valid JSON, and for other kinds.
    /// </summary>
    public string? Path { get; }

    /// <summary>
    /// If <see cref="Kind"/> is <see cref="ClaudeOutputErrorKind.Invalid"/>, describes the expected value and the kind of value found, but not the value.
    /// Otherwise null.
    /// </summary>
    public string? Reason { get; }
}
