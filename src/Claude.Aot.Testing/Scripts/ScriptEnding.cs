namespace Claude.Aot.Testing;

/// <summary>How the connection ends after the last byte of a script.</summary>
internal enum ScriptEnding
{
    /// <summary>The body is complete.</summary>
    Whole,

    /// <summary>The connection is closed normally, and the body is incomplete.</summary>
    Closed,

    /// <summary>The connection is reset.</summary>
    Reset,
}
