namespace Claude.Aot.Soak.Trials;

/// <summary>What the body of a reader's loop throws.</summary>
internal sealed class ReaderLeftException : Exception;
