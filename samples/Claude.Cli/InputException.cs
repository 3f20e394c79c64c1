namespace Claude.Cli;

/// <summary>An input named on the command line can't be opened.</summary>
internal sealed class InputException(string message) : Exception(message);
