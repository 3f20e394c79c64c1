using System.Net.Http.Headers;

namespace Claude.Aot;

/// <summary>
/// A credential for the API, as returned by a <see cref="ClaudeClientOptions.CredentialProvider"/>. Immutable and safe for concurrent use. It has no ToString
/// and no property that shows its secret, so it cannot leak into text.
/// </summary>
/// <example>
/// <code>
/// var options = new ClaudeClientOptions
/// {
///     CredentialProvider = async ct =&gt; ClaudeCredential.Bearer(await File.ReadAllTextAsync("/run/secrets/claude", ct), DateTimeOffset.UtcNow.AddHours(1)),
/// };
/// using var client = new ClaudeClient(options);
/// </code>
/// </example>
public sealed class ClaudeCredential
{
    private readonly string _secret;
    private readonly bool _isKey;

    private ClaudeCredential(string secret, bool isKey, string option, string source, DateTimeOffset? expiresAt)
    {
        if (secret.Length == 0)
        {
            throw new ClaudeConfigurationException(option, $"{source} is empty.");
        }

        // A control character would end the header. The message does not give its position, because that would reveal a part of the key.
        if (secret.AsSpan().ContainsAnyExceptInRange('\u0021', '\u007E'))
        {
            throw new ClaudeConfigurationException(
                option,
                $"{source} contains a character that a key cannot have: a space, a line end, a control or a non-ASCII character. Was it copied whole?");
        }

        _secret = secret;
        _isKey = isKey;
        ExpiresAt = expiresAt;
    }

    /// <summary>The time at which the credential expires; null if that is unknown.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>Creates a credential from a bearer token, which is sent as <c>Authorization: Bearer</c>.</summary>
    /// <param name="token">The token.</param>
    /// <param name="expiresAt">The time at which the token expires; null if that is unknown.</param>
    /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
    /// <exception cref="ClaudeConfigurationException">The token is empty, or contains a character that a token cannot have.</exception>
    public static ClaudeCredential Bearer(string token, DateTimeOffset? expiresAt = null)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new ClaudeCredential(token, isKey: false, nameof(ClaudeClientOptions.CredentialProvider), "The token of the credential", expiresAt);
    }

    /// <summary>Creates a credential from an API key, which is sent as the version of the API requires.</summary>
    /// <param name="key">The API key.</param>
    /// <param name="expiresAt">The time at which the key expires; null if that is unknown.</param>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="ClaudeConfigurationException">The key is empty, or contains a character that a key cannot have.</exception>
    public static ClaudeCredential ApiKey(string key, DateTimeOffset? expiresAt = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new ClaudeCredential(key, isKey: true, nameof(ClaudeClientOptions.CredentialProvider), "The key of the credential", expiresAt);
    }

    /// <summary>Creates the credential of an option or an environment variable.</summary>
    internal static ClaudeCredential FromOption(string secret, bool isKey, string option, string? variable = null) =>
        new(secret, isKey, option, variable ?? option, expiresAt: null);

    internal bool HasSameSecret(ClaudeCredential other) => _secret == other._secret && _isKey == other._isKey;

    internal void Apply(HttpRequestHeaders headers, string apiVersion)
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
