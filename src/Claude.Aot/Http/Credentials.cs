using System.Net.Http.Headers;

namespace Claude.Aot.Http;

/// <summary>The API credential. It has no ToString, so it cannot leak into text.</summary>
internal sealed class Credentials
{
    private readonly string _secret;
    private readonly bool _isKey;

    private Credentials(string secret, bool isKey, string source)
    {
        if (secret.Length == 0)
        {
            throw new ClaudeConfigurationException($"{source} is empty.");
        }

        // A control character would end the header. The message does not give its position, because that would reveal a part of the key.
        if (secret.AsSpan().ContainsAnyExceptInRange('\u0021', '\u007E'))
        {
            throw new ClaudeConfigurationException(
                $"{source} holds a character that no key has: a space, a line end, a control or a non-ASCII character. Was it copied whole?");
        }

        _secret = secret;
        _isKey = isKey;
    }

    /// <summary>Gets the credential from the options, or else from the environment; a key takes precedence over a token.</summary>
    /// <exception cref="ClaudeConfigurationException">No credential is set, both a key and a token are set in the options, or the format of the credential is
    /// invalid.</exception>
    public static Credentials From(ClaudeClientOptions options)
    {
        if (options.ApiKey is not null && options.AuthToken is not null)
        {
            throw new ClaudeConfigurationException($"Set {nameof(options.ApiKey)} or {nameof(options.AuthToken)}, not both.");
        }

        if (options.ApiKey is not null)
        {
            return new Credentials(options.ApiKey, true, nameof(options.ApiKey));
        }

        if (options.AuthToken is not null)
        {
            return new Credentials(options.AuthToken, false, nameof(options.AuthToken));
        }

        if (options.IsCredentialSet)
        {
            throw new ClaudeConfigurationException(
                $"{nameof(options.ApiKey)} was set to null, so the key of the process is not used. Set it to the key, or leave it unset.");
        }

        string? key = options.GetVariable("ANTHROPIC_API_KEY");
        string? token = options.GetVariable("ANTHROPIC_AUTH_TOKEN");
        if (key is not null && token is not null)
        {
            options.OnDiagnostic?.Invoke(new ClaudeDiagnostic(ClaudeDiagnosticKind.KeyAndTokenInEnvironment, 0));
        }

        return key is not null ? new Credentials(key, true, "ANTHROPIC_API_KEY")
            : token is not null ? new Credentials(token, false, "ANTHROPIC_AUTH_TOKEN")
            : throw new ClaudeConfigurationException(
                "There is no API key: set the environment variable ANTHROPIC_API_KEY (or ANTHROPIC_AUTH_TOKEN), or ClaudeClientOptions.ApiKey.");
    }

    public void Apply(HttpRequestHeaders headers, string apiVersion)
    {
        if (_isKey && apiVersion == ClaudeApiVersion.V20230601)
        {
            headers.Add("x-api-key", _secret);
        }
        else
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", _secret);
        }
    }
}
