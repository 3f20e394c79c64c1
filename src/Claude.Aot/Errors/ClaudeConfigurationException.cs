namespace Claude.Aot;

/// <summary>
/// A client cannot be used with its options: there is no API key, the key or the address cannot be used, the handler would send the key to another host, or
/// the <see cref="ClaudeClientOptions.CredentialProvider"/> failed. The message says which option or environment variable to change. It never contains a key.
/// </summary>
/// <example>
/// <code>
/// try
/// {
///     using var client = new ClaudeClient();
///     Message message = await client.Messages.CreateAsync(request);
/// }
/// catch (ClaudeConfigurationException e)
/// {
///     Console.WriteLine($"{e.Option}: {e.Message}");
/// }
/// </code>
/// </example>
public sealed class ClaudeConfigurationException : ClaudeException
{
    internal ClaudeConfigurationException(string option, string message, Exception? providerException = null)
        : base(message, innerException: null, partial: null)
    {
        Option = option;
        ProviderException = providerException;
    }

    /// <summary>The name of the option to change, such as <c>ApiKey</c> or <c>BaseUrl</c>.</summary>
    public string Option { get; }

    /// <summary>
    /// The exception that the <see cref="ClaudeClientOptions.CredentialProvider"/> threw, or null. It is not the inner exception, because its text is the
    /// provider's own and may contain a secret, and <see cref="Exception.ToString"/> would show that.
    /// </summary>
    public Exception? ProviderException { get; }
}
