namespace Claude.Aot;

/// <summary>The reason why a run of tools ended.</summary>
public enum ToolRunStopReason
{
    /// <summary>The run has not ended.</summary>
    None,

    /// <summary>The model ended its turn, and called no tool.</summary>
    EndTurn,

    /// <summary>The model wrote one of the request's stop sequences.</summary>
    StopSequence,

    /// <summary>The limit of output tokens was reached, and there was no complete call to answer.</summary>
    MaxTokens,

    /// <summary>The model refused. Calls of that turn were stopped.</summary>
    Refusal,

    /// <summary>The context window was exceeded. Calls of that turn were stopped.</summary>
    ContextWindowExceeded,

    /// <summary>The limit of <see cref="ToolRunOptions.MaxTurns"/> was reached.</summary>
    MaxTurns,

    /// <summary>The caller stopped the run: by <c>break</c>, by disposal, by leaving a turn before its end, or by <see cref="ToolRun.Stop"/>.</summary>
    Stopped,

    /// <summary>A cancellation token was canceled.</summary>
    Canceled,

    /// <summary>A request, a stream, or a callback of the caller failed.</summary>
    Failed,

    /// <summary>The model stopped for a reason that this version does not know. See <see cref="Message.StopReason"/> of the last message.</summary>
    Other,
}
