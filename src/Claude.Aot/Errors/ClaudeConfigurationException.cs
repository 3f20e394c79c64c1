namespace Claude.Aot;

/// <summary>
/// A client cannot be created from its options: there is no API key, the key or the address cannot be used, or the handler would send the key to another host.
/// The message says which option or environment variable to change. It never contains a key.
/// </summary>
/// <example>
/// <code>
/// try
/// {
///     using var client = new ClaudeClient();
/// }
/// catch (ClaudeConfigurationException e)
/// {
///     Console.WriteLine(e.Message);
/// }
/// </code>
/// </example>
public sealed class ClaudeConfigurationException : ClaudeException
{
    internal ClaudeConfigurationException(string message)
        : base(message, innerException: null, partial: null)
    {
    }
}
