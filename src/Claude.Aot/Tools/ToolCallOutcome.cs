namespace Claude.Aot;

/// <summary>How a call of a tool ended.</summary>
public enum ToolCallOutcome
{
    /// <summary>The tool returned a result.</summary>
    Succeeded,

    /// <summary><see cref="ToolRunOptions.Approve"/> answered the call, and the tool was not run.</summary>
    Answered,

    /// <summary>The tool threw an exception. This includes input that is valid JSON but does not fit the parameters of the tool.</summary>
    Failed,

    /// <summary>The tool did not finish within <see cref="ToolRunOptions.CallTimeout"/>.</summary>
    TimedOut,

    /// <summary><see cref="ToolRunOptions.Approve"/> denied the call, and the tool was not run.</summary>
    Denied,

    /// <summary>The run has no tool with the name that the model used.</summary>
    UnknownTool,

    /// <summary>The input of the call is not valid JSON, or was cut off. The tool was not run.</summary>
    InvalidInput,

    /// <summary>The run ended while the tool was running. The tool may have had effects.</summary>
    Stopped,

    /// <summary>
    /// The call did not start: the run ended before, or other calls kept running after <see cref="ToolRunOptions.CallTimeout"/>.
    /// </summary>
    NotRun,
}
