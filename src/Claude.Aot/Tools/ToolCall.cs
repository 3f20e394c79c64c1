namespace Claude.Aot;

/// <summary>Represents a call of a tool by the model.</summary>
/// <remarks>This type is immutable and safe for concurrent use.</remarks>
public sealed class ToolCall
{
    /// <summary>Creates a call from the block in which the model made it.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="block"/> is null.</exception>
    public ToolCall(ToolUseBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        Block = block;
    }

    /// <summary>Gets the identifier of the call, which its result repeats.</summary>
    public string Id => Block.Id;

    /// <summary>Gets the name of the tool.</summary>
    public string Name => Block.Name;

    /// <summary>Gets the input that the model wrote.</summary>
    public ToolInput Input => Block.Input;

    /// <summary>Gets the block in which the model made the call.</summary>
    public ToolUseBlock Block { get; }
}
