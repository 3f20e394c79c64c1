using System.Net.Http.Headers;

namespace Claude.Aot.Http;

/// <summary>What proves to the API who asks. Never shown: it has no text form.</summary>
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

        // A control character would end the header; the message must not show where, or it shows the key.
        if (secret.AsSpan().ContainsAnyExceptInRange('\u0021', '\u007E'))
        {
            throw new ArgumentException($"{source} holds a character that no key has: a blank, a line end, a control or a non-ASCII character. Was it copied whole?");
        }

        _secret = secret;
        _isKey = isKey;
    }

    /// <summary>Chooses what the options give, then what the environment gives; a key before a token.</summary>
    /// <exception cref="ArgumentException">There is none, or it cannot be one.</exception>
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
