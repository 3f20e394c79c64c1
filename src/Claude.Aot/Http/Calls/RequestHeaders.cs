using System.Net.Http.Headers;
using Claude.Aot.Errors;

namespace Claude.Aot.Http;

/// <summary>Sets the headers of a request.</summary>
internal static class RequestHeaders
{
    private const string UserAgent = $"Claude.Aot/{PackageInfo.Version}";

    /// <exception cref="ArgumentException">A header is invalid or must be set through an option.</exception>
    public static void Apply(HttpRequestHeaders headers, RequestSettings settings, ResponseKind expected, ClaudeCredential credential)
    {
        foreach ((string name, string value) in settings.Headers)
        {
            VerifyFree(name);
            Set(headers, name, value);
        }

        SetDefault(headers, "User-Agent", UserAgent);
        SetDefault(headers, "Accept", expected.ToMediaType());
        Set(headers, "anthropic-version", settings.ApiVersion);
        if (settings.Betas.Count > 0)
        {
            Set(headers, "anthropic-beta", string.Join(',', settings.Betas));
        }

        credential.Apply(headers, settings.ApiVersion);
    }

    private static void VerifyFree(string name)
    {
        string? option = name.ToUpperInvariant() switch
        {
            "X-API-KEY" or "AUTHORIZATION" => "ApiKey or AuthToken of the options",
            "ANTHROPIC-BETA" => "Betas",
            "ANTHROPIC-VERSION" => "ApiVersion",
            _ => null,
        };
        if (option is not null)
        {
            throw new ArgumentException($"The header {name} is not set by hand: set {option} instead.");
        }
    }

    private static void SetDefault(HttpRequestHeaders headers, string name, string value)
    {
        if (!headers.Contains(name))
        {
            Set(headers, name, value);
        }
    }

    // Checked here because the exception of .NET would quote the value, which may be a gateway's secret.
    private static void Set(HttpRequestHeaders headers, string name, string value)
    {
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException(
                $"The value of the header {ApiErrorDetails.Clean(name)} contains a character that is not allowed in a header: "
                + "a line end, a control or a non-ASCII character.");
        }

        if (!headers.TryAddWithoutValidation(name, value))
        {
            throw new ArgumentException($"{ApiErrorDetails.Clean(name)} is not the name of a header of a request, or belongs to its body.");
        }
    }
}
