using Claude.Aot.Internal;

namespace Claude.Aot;

/// <summary>
/// A failure of a tool that the model should see. Throw it in a tool: its content is sent to the model as the result of the call, marked as an error. The
/// message of any other exception is not sent (see <see cref="ToolRunOptions.IncludeExceptionDetail"/>).
/// </summary>
/// <example>
/// <code>
/// var find = new ToolFunction(
///     new Tool("find_user", "Finds a user by name.", """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}"""),
///     (ToolCall call) => throw new ToolErrorException("No user has this name. Ask for another one."));
/// </code>
/// </example>
public sealed class ToolErrorException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="message">The text that the model gets. Say what went wrong, and what the model can do about it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    public ToolErrorException(string message)
        : base(message) => Content = OptionCheck.NotNull(message, nameof(message));

    /// <summary>Creates a failure.</summary>
    /// <param name="content">The content that the model gets: text or blocks.</param>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    public ToolErrorException(BlockContent content)
        : base(content?.Text ?? "The tool reported a failure to the model. Content has it.") => Content = OptionCheck.NotNull(content, nameof(content));

    /// <summary>The content that the model gets.</summary>
    public BlockContent Content { get; }
}
