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
            throw new ArgumentException($"{source} is empty.");
        }

        // A control character would end the header. The message does not give its position, because that would reveal a part of the key.
        if (secret.AsSpan().ContainsAnyExceptInRange('\u0021', '\u007E'))
        {
            throw new ArgumentException($"{source} holds a character that no key has: a blank, a line end, a control or a non-ASCII character. Was it copied whole?");
        }

        _secret = secret;
        _isKey = isKey;
    }

    /// <summary>Gets the credential from the options, or else from the environment; a key takes precedence over a token.</summary>
    /// <exception cref="ArgumentException">No credential is set, both a key and a token are set in the options, or the format of the credential is
    /// invalid.</exception>
    public static Credentials From(ClaudeClientOptions options)
    {
        if (options.ApiKey is not null && options.AuthToken is not null)
        {
            throw new ArgumentException($"Set {nameof(options.ApiKey)} or {nameof(options.AuthToken)}, not both.");
        }

        if (options.ApiKey is not null)
        {
            return new Credentials(options.ApiKey, true, nameof(options.ApiKey));
        }

        if (options.AuthToken is not null)
        {
            return new Credentials(options.AuthToken, false, nameof(options.AuthToken));
        }

        string? key = Read(options, "ANTHROPIC_API_KEY");
        string? token = Read(options, "ANTHROPIC_AUTH_TOKEN");
        if (key is not null && token is not null)
        {
            options.OnDiagnostic?.Invoke(new ClaudeDiagnostic(ClaudeDiagnosticKind.KeyAndTokenInEnvironment, 0));
        }

        return key is not null ? new Credentials(key, true, "ANTHROPIC_API_KEY")
            : token is not null ? new Credentials(token, false, "ANTHROPIC_AUTH_TOKEN")
            : throw new ArgumentException("There is no API key: set the environment variable ANTHROPIC_API_KEY (or ANTHROPIC_AUTH_TOKEN), or ClaudeClientOptions.ApiKey.");
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

    private static string? Read(ClaudeClientOptions options, string name) =>
        options.Environment(name) is { Length: > 0 } value ? value : null;
}
