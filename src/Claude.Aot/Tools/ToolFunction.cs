using System.Runtime.CompilerServices;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <summary>A tool with the function that runs it. See <see cref="ToolRunExtensions.RunTools"/>.</summary>
/// <remarks>Immutable. Safe for concurrent use if its function is: calls of one turn run in parallel.</remarks>
/// <example>
/// <code>
/// var time = new ToolFunction(
///     new Tool("get_time", "Gets the time in UTC.", """{"type":"object"}"""),
///     (ToolCall call) => DateTimeOffset.UtcNow.ToString("O"));
/// await using ToolRun run = client.Messages.RunTools(request, [time]);
/// </code>
/// </example>
public sealed class ToolFunction
{
    private readonly Func<ToolCall, CancellationToken, ValueTask<BlockContent>> _invoke;

    /// <summary>Creates a tool with an asynchronous function.</summary>
    /// <param name="tool">The definition of the tool, with the schema of its input.</param>
    /// <param name="invoke">
    /// Runs a call and returns its result: text or blocks. The token is canceled when the run stops and when <see cref="ToolRunOptions.CallTimeout"/> expires.
    /// For a failure that the model should see, throw a <see cref="ToolErrorException"/>.
    /// </param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    [OverloadResolutionPriority(1)]
    public ToolFunction(Tool tool, Func<ToolCall, CancellationToken, ValueTask<BlockContent>> invoke)
        : this((ToolDefinition)tool, invoke)
    {
    }

    /// <inheritdoc cref="ToolFunction(Tool, Func{ToolCall, CancellationToken, ValueTask{BlockContent}})"/>
    /// <summary>Creates a tool with a synchronous function. It runs on the thread pool.</summary>
    public ToolFunction(Tool tool, Func<ToolCall, CancellationToken, BlockContent> invoke)
        : this((ToolDefinition)tool, ToAsynchronous(invoke))
    {
    }

    /// <inheritdoc cref="ToolFunction(Tool, Func{ToolCall, CancellationToken, BlockContent})"/>
    /// <param name="tool">The definition of the tool, with the schema of its input.</param>
    /// <param name="invoke">Runs a call and returns its result: text or blocks. For a failure that the model should see, throw a
    /// <see cref="ToolErrorException"/>.</param>
    public ToolFunction(Tool tool, Func<ToolCall, BlockContent> invoke)
        : this((ToolDefinition)tool, ToAsynchronous(invoke))
    {
    }

    /// <summary>Creates a tool with any definition, such as one of the tools that the API defines: <c>new BashTool20250124()</c>.</summary>
    /// <param name="definition">The definition of the tool.</param>
    /// <param name="invoke">Runs a call and returns its result: text or blocks.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The definition has no name, so no call can be recognized as its own.</exception>
    public ToolFunction(ToolDefinition definition, Func<ToolCall, CancellationToken, ValueTask<BlockContent>> invoke)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(invoke);
        Definition = definition;
        Name = NameOf(definition) ?? throw new ArgumentException("The definition has no name.", nameof(definition));
        _invoke = invoke;
    }

    /// <summary>The definition of the tool, if it has a schema of its own. See <see cref="Definition"/> for the tools that the API defines.</summary>
    /// <exception cref="InvalidOperationException">The API defines the tool.</exception>
    public Tool Tool => Definition as Tool ?? throw new InvalidOperationException($"'{Name}' is a tool that the API defines. Use Definition.");

    /// <summary>The definition of the tool, as it is sent to the API.</summary>
    public ToolDefinition Definition { get; }

    /// <summary>
    /// The name by which the model calls the tool. For a toolset, it is the name that its calls have as <see cref="ToolUseBlock.ToolsetName"/>.
    /// </summary>
    public string Name { get; }

    /// <summary>Runs a call. Exceptions of the function are not caught.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Passed to the function.</param>
    /// <returns>The result for the model.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    public ValueTask<BlockContent> InvokeAsync(ToolCall call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return _invoke(call, cancellationToken);
    }

    /// <summary>Returns the name of the tool.</summary>
    public override string ToString() => Name;

    /// <summary>Gets the name that calls of a tool have; null if the definition has none.</summary>
    internal static string? NameOf(ToolDefinition definition)
    {
        if (definition is Tool tool)
        {
            return tool.Name.Length == 0 ? null : tool.Name;
        }

        // A toolset has no name of its own. Calls of "computer_toolset_20260801" say "computer".
        int toolset = definition.TypeName.IndexOf("_toolset", StringComparison.Ordinal);
        return definition.ToRawJson().StringOf("name"u8) ?? (toolset > 0 ? definition.TypeName[..toolset] : null);
    }

    private static Func<ToolCall, CancellationToken, ValueTask<BlockContent>> ToAsynchronous(Func<ToolCall, CancellationToken, BlockContent> invoke)
    {
        ArgumentNullException.ThrowIfNull(invoke);
        return (call, cancellationToken) => ValueTask.FromResult(invoke(call, cancellationToken));
    }

    private static Func<ToolCall, CancellationToken, ValueTask<BlockContent>> ToAsynchronous(Func<ToolCall, BlockContent> invoke)
    {
        ArgumentNullException.ThrowIfNull(invoke);
        return (call, _) => ValueTask.FromResult(invoke(call));
    }
}
