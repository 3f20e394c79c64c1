namespace Claude.Aot;

/// <summary>
/// Base class of handlers for client tools that the API defines. The model knows their commands; the handler carries them out. Pass <see cref="Function"/> to
/// <see cref="ToolRunExtensions.RunTools"/>.
/// </summary>
/// <remarks>Calls of one turn run in parallel, unless <see cref="ToolRunOptions.RunSequentially"/> is set.</remarks>
/// <example>
/// <code>
/// async Task RunAsync(ToolHandler editor, ToolHandler memory)
/// {
///     await using ToolRun run = client.Messages.RunTools(request, [editor.Function, memory.Function]);
///     Message final = await run.GetFinalMessageAsync(cancellationToken);
/// }
/// </code>
/// </example>
public abstract class ToolHandler
{
    /// <summary>The definition that is sent to the API. Override it to use another version of the tool, or to set its options.</summary>
    public abstract ToolDefinition Definition { get; }

    /// <summary>The tool, with this object as its function.</summary>
    public ToolFunction Function => field ??= new ToolFunction(Definition, InvokeAsync);

    /// <summary>Runs a call.</summary>
    /// <param name="toolCall">The call.</param>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>The result for the model.</returns>
    /// <exception cref="ToolErrorException">The input of the call is not that of a command, or the command failed.</exception>
    protected abstract ValueTask<BlockContent> InvokeAsync(ToolCall toolCall, CancellationToken cancellationToken);
}
