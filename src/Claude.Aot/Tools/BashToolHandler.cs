using Claude.Aot.Tools;

namespace Claude.Aot;

/// <summary>
/// A handler of the bash tool: the model writes shell commands, and the handler decides how and where they run. This library never runs a shell.
/// </summary>
/// <remarks>
/// The commands are written by a model, which may follow instructions in data that it reads. Run them in an isolated environment with limited rights, and set
/// <see cref="ToolRunOptions.Approve"/>, <see cref="ToolRunOptions.CallTimeout"/> and <see cref="ToolRunOptions.MaxResultBytes"/>. All commands share a
/// session, so set <see cref="ToolRunOptions.RunSequentially"/> as well.
/// </remarks>
/// <example>
/// <code>
/// internal sealed class Container(Func&lt;string, CancellationToken, Task&lt;string&gt;&gt; runInContainer) : BashToolHandler
/// {
///     public override async ValueTask&lt;BlockContent&gt; RunAsync(string command, CancellationToken cancellationToken) =>
///         await runInContainer(command, cancellationToken);
///
///     public override async ValueTask&lt;BlockContent&gt; RestartAsync(CancellationToken cancellationToken) => "A new session was started.";
/// }
/// </code>
/// </example>
public abstract class BashToolHandler : ToolHandler
{
    /// <inheritdoc/>
    public override ToolDefinition Definition => new BashTool20250124();

    /// <summary>Runs a command in the session.</summary>
    /// <param name="command">The command, as the model wrote it.</param>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>The output. Include what the command wrote to its error stream, and its exit code if that is not 0.</returns>
    public abstract ValueTask<BlockContent> RunAsync(string command, CancellationToken cancellationToken);

    /// <summary>Ends the session and starts a new one.</summary>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>A text for the model.</returns>
    public abstract ValueTask<BlockContent> RestartAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="toolCall"/> is null.</exception>
    protected sealed override ValueTask<BlockContent> InvokeAsync(ToolCall toolCall, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(toolCall);
        var members = new CommandInput(toolCall.Input.ToRawJson());
        return members.IsTrue("restart") ? RestartAsync(cancellationToken) : RunAsync(members.Command, cancellationToken);
    }
}
