namespace Claude.Cli.Output;

/// <summary>Specifies which part of a message stream is written to standard output.</summary>
internal enum OutputMode
{
    /// <summary>The text, as it arrives.</summary>
    Text,

    /// <summary>Each event as one line of JSON.</summary>
    Events,

    /// <summary>The complete message as one line of JSON.</summary>
    Message,
}
