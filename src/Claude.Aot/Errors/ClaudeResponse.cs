using System.Net.Http.Headers;
using Claude.Aot.Errors;

namespace Claude.Aot;

/// <summary>What the HTTP response said before its body. Safe for concurrent reading; it outlives the stream.</summary>
public sealed class ClaudeResponse
{
    private readonly HttpRequestMessage _request;

    internal ClaudeResponse(HttpResponseMessage response, HttpRequestMessage request, TimeProvider time)
    {
        _request = request;
        Status = (int)response.StatusCode;
        HttpVersion = response.Version;
        Headers = response.Headers;
        ContentHeaders = response.Content.Headers;
        RequestId = First(response.Headers, "request-id");
        RetryAfter = RetryHeaders.RetryAfter(response.Headers, time);
        ShouldRetry = RetryHeaders.ShouldRetry(response.Headers);
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The version of HTTP that was spoken.</summary>
    public Version HttpVersion { get; }

    /// <summary>The response's headers.</summary>
    public HttpResponseHeaders Headers { get; }

    /// <summary>The headers that describe the body.</summary>
    public HttpContentHeaders ContentHeaders { get; }

    /// <summary>The id under which the API logged the request (<c>request-id</c>), or null.</summary>
    public string? RequestId { get; }

    /// <summary>The rate limits.</summary>
    public RateLimits RateLimits => field ??= RateLimits.From(Headers);

    /// <summary>How long to wait before another attempt, or null.</summary>
    internal TimeSpan? RetryAfter { get; }

    /// <summary>What the API says about another attempt (<c>x-should-retry</c>), or null.</summary>
    internal bool? ShouldRetry { get; }

    /// <summary>Takes out of what the response said the secrets that its request had told. Made anew each time: only failures need one.</summary>
    internal SecretRedactor CreateRedactor() => new(_request);

    internal static string? First(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
