namespace Claude.Aot.Tests.Shared;

/// <summary>A check of the corpus found something else than expected.</summary>
internal sealed class CheckFailedException(string message) : Exception(message);
