namespace Claude.Cli.Output;

/// <summary>What of a message stream goes to standard output.</summary>
internal enum OutputMode
{
    /// <summary>The text, as it arrives.</summary>
    Text,

    /// <summary>Each event as one line of JSON.</summary>
    Events,

    /// <summary>The folded message as one line of JSON.</summary>
    Message,
}
