namespace Claude.Aot;

/// <summary>Specifies whether the input of a tool call is valid JSON.</summary>
public enum ToolInputState
{
    /// <summary>The input is one whole JSON value.</summary>
    Valid,

    /// <summary>The input is the beginning of a JSON value: the stream ended before the rest, or the rest has not arrived yet.</summary>
    Incomplete,

    /// <summary>The input is not JSON, and no further bytes can make it valid.</summary>
    Invalid,
}
