namespace Claude.Cli;

/// <summary>What the command line or the environment says, or a file that either names or that is to be written, cannot be used: wrong usage, exit code 2.</summary>
internal class InputException(string message) : Exception(message);
