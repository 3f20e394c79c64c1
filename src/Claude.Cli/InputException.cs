namespace Claude.Cli;

/// <summary>The exception for wrong usage (exit code 2): the arguments, the environment or a file cannot be used.</summary>
internal class InputException(string message) : Exception(message)
{
    /// <summary>Gets everything that is wrong, one line each; usually just the message.</summary>
    public virtual IReadOnlyList<string> Reasons => [Message];
}
