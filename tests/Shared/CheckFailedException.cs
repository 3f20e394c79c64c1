namespace Claude.Aot.Tests.Shared;

/// <summary>The exception for a check that found an unexpected value.</summary>
internal sealed class CheckFailedException(string message) : Exception(message);
