namespace Claude.Aot.Testing;

/// <summary>The script says that the connection breaks here.</summary>
internal sealed class ScriptAbortException() : IOException("The script broke the connection here.");
