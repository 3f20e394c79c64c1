namespace Claude.Aot;

/// <summary>The exception that a tool throws for a failure that the model should see. It is sent as a result that is marked as an error.</summary>
public sealed class ToolErrorException : Exception
{
    /// <summary>Creates an exception with a text for the model.</summary>
    /// <param name="message">The text.</param>
    public ToolErrorException(string message)
        : base(message)
    {
        Content = message;
    }

    /// <summary>Creates an exception with content for the model.</summary>
    /// <param name="content">The content.</param>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    public ToolErrorException(BlockContent content)
        : base("The tool call failed.")
    {
        ArgumentNullException.ThrowIfNull(content);
        Content = content;
    }

    /// <summary>Gets the content that the model receives.</summary>
    public BlockContent Content { get; }
}
