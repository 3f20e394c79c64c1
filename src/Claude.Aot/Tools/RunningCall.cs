namespace Claude.Aot.Tools;

/// <summary>A call that was started, with its position in the order in which calls are approved.</summary>
internal sealed class RunningCall(ToolCall call)
{
    public ToolCall Call => call;

    /// <summary>Completes when it is decided whether the call runs. The next call is decided after that. Never fails.</summary>
    public TaskCompletionSource Decided { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The result. Fails only if a callback of the caller throws.</summary>
    public Task<ToolCallResult> Result { get; set; } = null!;
}
