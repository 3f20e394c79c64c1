using System.Text;

namespace Claude.Aot.Http;

/// <summary>The address of the API. It is verified, so that a key is never sent unencrypted.</summary>
internal sealed class Endpoint
{
    private const string Option = nameof(ClaudeClientOptions.BaseUrl);
    private const string Default = "https://api.anthropic.com";

    // Every path of the API begins with it, so it is removed from the end of an address.
    private const string VersionPath = "/v1";

    private readonly Uri _base;
    private readonly string _root;
    private readonly string _query;

    private Endpoint(Uri address)
    {
        _base = address;
        string root = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
        _root = root.EndsWith(VersionPath, StringComparison.Ordinal) ? root[..^VersionPath.Length] : root;
        _query = address.Query.TrimStart('?');
    }

    /// <summary>Gets the address from the options, or else from the environment.</summary>
    /// <exception cref="ClaudeConfigurationException">
    /// The address is not an absolute HTTP address, is neither encrypted nor on this machine, has a user or password, or ends in <c>/v1/messages</c>.
    /// </exception>
    public static Endpoint From(ClaudeClientOptions options)
    {
        Uri? address = options.BaseUrl;
        if (address is null)
        {
            string? text = options.GetVariable("ANTHROPIC_BASE_URL");
            if (!Uri.TryCreate(text ?? Default, UriKind.Absolute, out address))
            {
                throw new ClaudeConfigurationException(Option, "ANTHROPIC_BASE_URL is not an absolute address.");
            }
        }

        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            throw new ClaudeConfigurationException(Option, "The base URL must be absolute, with the scheme https (or http on this machine).");
        }

        if (address.UserInfo.Length > 0)
        {
            throw new ClaudeConfigurationException(Option, "The base URL must not contain a user name or a password.");
        }

        if (address.AbsolutePath.TrimEnd('/').EndsWith("/v1/messages", StringComparison.Ordinal))
        {
            throw new ClaudeConfigurationException(Option, "The base URL ends in /v1/messages, which the client adds itself: leave that out.");
        }

        return address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
            ? new Endpoint(address)
            : throw new ClaudeConfigurationException(
                Option, $"The base URL http://{address.Authority} would send the key unencrypted: use https. Plain http is for loopback addresses only.");
    }

    public Uri Address => _base;

    public string Host => _base.Host;

    /// <summary>Whether the address is on this machine.</summary>
    public bool IsLoopback => _base.IsLoopback;

    /// <summary>Creates the address of a path below the base, which may have its own path and query.</summary>
    /// <param name="path">The path, which begins with <c>/v1</c>.</param>
    /// <param name="queries">The parts of the query, without question marks; parts can be empty.</param>
    public Uri Resolve(string path, params ReadOnlySpan<string> queries)
    {
        var address = new StringBuilder(_root).Append(path);
        char separator = '?';
        foreach (string query in (ReadOnlySpan<string>)[_query, .. queries])
        {
            if (query.Length > 0)
            {
                address.Append(separator).Append(query);
                separator = '&';
            }
        }

        return new Uri(address.ToString());
    }

    /// <summary>Returns whether an address has the same scheme, host and port.</summary>
    public bool IsSameOrigin(Uri? address) =>
        address is not null && Uri.Compare(_base, address, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
