namespace Claude.Aot.Http;

/// <summary>
/// The source of a client's credential. The source that calls a provider is referenced only by the option that enables it, so that the trimmer drops it from
/// apps that do not.
/// </summary>
internal abstract class CredentialSource
{
    /// <summary>Whether the source may have another credential after the API rejected one.</summary>
    public virtual bool CanReplace => false;

    /// <summary>Gets the credential for an attempt.</summary>
    /// <param name="rejected">The credential that the API rejected with status 401, or null.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ClaudeConfigurationException">There is no credential, or its provider failed.</exception>
    public abstract ValueTask<ClaudeCredential> GetAsync(ClaudeCredential? rejected, CancellationToken cancellationToken);

    /// <summary>Gets the credential from the options, or else from the environment; a key takes precedence over a token.</summary>
    /// <exception cref="ClaudeConfigurationException">More than one credential is set in the options, or the format of the credential is invalid.</exception>
    public static CredentialSource From(ClaudeClientOptions options)
    {
        int count = (options.ApiKey is null ? 0 : 1) + (options.AuthToken is null ? 0 : 1) + (options.CredentialProvider is null ? 0 : 1);
        if (count > 1)
        {
            throw new ClaudeConfigurationException(
                nameof(options.ApiKey),
                $"Set only one of {nameof(options.ApiKey)}, {nameof(options.AuthToken)} and {nameof(options.CredentialProvider)}.");
        }

        if (options.CreateCredentialSource is { } create)
        {
            return create(options);
        }

        if (options.ApiKey is not null)
        {
            return new Fixed(ClaudeCredential.FromOption(options.ApiKey, isKey: true, nameof(options.ApiKey)));
        }

        if (options.AuthToken is not null)
        {
            return new Fixed(ClaudeCredential.FromOption(options.AuthToken, isKey: false, nameof(options.AuthToken)));
        }

        return options.IsCredentialSet
            ? new Missing("A credential was set to null, so the key of the process is not used. Set ApiKey to the key, leave it unset, or set a key per call.")
            : FromEnvironment(options);
    }

    /// <exception cref="ClaudeConfigurationException">There is no credential.</exception>
    public virtual void ThrowIfMissing()
    {
    }

    private static CredentialSource FromEnvironment(ClaudeClientOptions options)
    {
        const string KeyVariable = "ANTHROPIC_API_KEY";
        const string TokenVariable = "ANTHROPIC_AUTH_TOKEN";
        string? key = options.GetVariable(KeyVariable);
        string? token = options.GetVariable(TokenVariable);
        if (key is not null && token is not null)
        {
            options.OnDiagnostic?.Invoke(new ClaudeDiagnostic(ClaudeDiagnosticKind.KeyAndTokenInEnvironment, 0));
        }

        return key is not null ? new Fixed(ClaudeCredential.FromOption(key, isKey: true, nameof(options.ApiKey), KeyVariable))
            : token is not null ? new Fixed(ClaudeCredential.FromOption(token, isKey: false, nameof(options.AuthToken), TokenVariable))
            : new Missing($"There is no API key: set the environment variable {KeyVariable} (or {TokenVariable}), or ClaudeClientOptions.ApiKey.");
    }

    private sealed class Fixed(ClaudeCredential credential) : CredentialSource
    {
        public override ValueTask<ClaudeCredential> GetAsync(ClaudeCredential? rejected, CancellationToken cancellationToken) => new(credential);
    }

    private sealed class Missing(string message) : CredentialSource
    {
        public override ValueTask<ClaudeCredential> GetAsync(ClaudeCredential? rejected, CancellationToken cancellationToken) => throw CreateException();

        public override void ThrowIfMissing() => throw CreateException();

        private ClaudeConfigurationException CreateException() => new(nameof(ClaudeClientOptions.ApiKey), message);
    }
}
