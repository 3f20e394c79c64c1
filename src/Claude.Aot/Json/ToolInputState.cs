namespace Claude.Aot;

/// <summary>Whether the input of a tool call is JSON.</summary>
public enum ToolInputState
{
    /// <summary>One whole JSON value.</summary>
    Valid,

    /// <summary>The beginning of a JSON value: the stream ended, or has not gone on yet, before the rest.</summary>
    Incomplete,

    /// <summary>Not JSON, whatever might follow.</summary>
    Invalid,
}
