namespace Claude.Aot.Testing;

/// <summary>What becomes of the connection when the last byte of a script has been sent.</summary>
internal enum ScriptEnding
{
    /// <summary>The body is complete.</summary>
    Whole,

    /// <summary>The connection is closed in good order, the body incomplete.</summary>
    Closed,

    /// <summary>The connection is reset.</summary>
    Reset,
}
