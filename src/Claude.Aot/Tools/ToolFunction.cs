namespace Claude.Aot;

/// <summary>Represents a tool that the model can call, together with the code that runs when it does.</summary>
/// <remarks>This type is immutable. It is as safe for concurrent use as the code that it calls.</remarks>
public sealed class ToolFunction
{
    private readonly Func<ToolCall, CancellationToken, ValueTask<BlockContent>> _invoke;

    /// <summary>Creates a function.</summary>
    /// <param name="tool">The definition that is sent to the model.</param>
    /// <param name="invoke">The code that runs a call and returns its result.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ToolFunction(Tool tool, Func<ToolCall, CancellationToken, ValueTask<BlockContent>> invoke)
    {
        ArgumentNullException.ThrowIfNull(tool);
        ArgumentNullException.ThrowIfNull(invoke);
        Tool = tool;
        _invoke = invoke;
    }

    /// <summary>Gets the definition that is sent to the model.</summary>
    public Tool Tool { get; }

    /// <summary>Gets the name by which the model calls the function.</summary>
    public string Name => Tool.Name;

    /// <summary>Runs a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">A token that cancels the call.</param>
    /// <returns>The result for the model.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    /// <exception cref="ToolErrorException">The call failed in a way that the model should see: for example, its input does not fit the schema.</exception>
    public ValueTask<BlockContent> InvokeAsync(ToolCall call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return _invoke(call, cancellationToken);
    }
}
