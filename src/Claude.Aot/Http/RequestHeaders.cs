using System.Net.Http.Headers;

namespace Claude.Aot;

/// <summary>The headers of a request.</summary>
internal static class RequestHeaders
{
    private static readonly string s_userAgent = $"Claude.Aot/{typeof(RequestHeaders).Assembly.GetName().Version?.ToString(3)}";

    public static void Apply(HttpRequestHeaders headers, RequestSettings settings, Credentials credentials)
    {
        headers.TryAddWithoutValidation("User-Agent", s_userAgent);
        headers.TryAddWithoutValidation("Accept", "text/event-stream");
        headers.TryAddWithoutValidation("anthropic-version", settings.ApiVersion);
        if (settings.Betas.Count > 0)
        {
            headers.TryAddWithoutValidation("anthropic-beta", string.Join(',', settings.Betas));
        }

        foreach ((string name, string value) in settings.Headers)
        {
            Verify(name);
            headers.Remove(name);
            headers.Add(name, value);
        }

        credentials.Apply(headers, settings.ApiVersion);
    }

    private static void Verify(string name)
    {
        if (name.Equals("x-api-key", StringComparison.OrdinalIgnoreCase) || name.Equals("authorization", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"The header {name} carries credentials: set ApiKey or AuthToken of the client's options instead.");
        }
    }
}
