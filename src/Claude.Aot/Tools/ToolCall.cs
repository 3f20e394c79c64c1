namespace Claude.Aot;

/// <summary>A call of a tool by the model.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
/// <example>
/// <code>
/// var echo = new ToolFunction(
///     new Tool("echo", "Returns its input.", """{"type":"object"}"""),
///     (ToolCall call) => call.Input.ToString());
/// </code>
/// </example>
public sealed class ToolCall
{
    /// <summary>Creates a call from its block.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="block"/> is null.</exception>
    public ToolCall(ToolUseBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        Block = block;
    }

    /// <summary>The id of the call. Its result refers to it.</summary>
    public string Id => Block.Id;

    /// <summary>The name of the tool.</summary>
    public string Name => Block.Name;

    /// <summary>The input that the model wrote.</summary>
    public ToolInput Input => Block.Input;

    /// <summary>The block of the message, with all of its members.</summary>
    public ToolUseBlock Block { get; }

    /// <summary>Returns the name of the tool and the id of the call. It never contains the input.</summary>
    public override string ToString() => $"{Name} ({Id})";
}
