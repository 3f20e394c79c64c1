namespace Claude.Cli;

/// <summary>What the command line says, or a file that it names, cannot be used: wrong usage.</summary>
internal sealed class InputException(string message) : Exception(message);
