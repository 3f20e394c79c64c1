using System.Net.Http.Headers;
using Claude.Aot.Errors;

namespace Claude.Aot;

/// <summary>The status and headers of an HTTP response. Safe for concurrent reading, and valid after the stream was disposed.</summary>
/// <example>
/// <code>
/// if (stream.Response is { } response)
///     Console.WriteLine($"{response.Status} {response.RequestId}, {response.RateLimits.Requests.Remaining} requests left");
/// </code>
/// </example>
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

    /// <summary>The HTTP version of the response.</summary>
    public Version HttpVersion { get; }

    /// <summary>The response's headers.</summary>
    public HttpResponseHeaders Headers { get; }

    /// <summary>The headers of the response's content.</summary>
    public HttpContentHeaders ContentHeaders { get; }

    /// <summary>The id under which the API logged the request (<c>request-id</c>), or null.</summary>
    public string? RequestId { get; }

    /// <summary>The rate limits.</summary>
    public RateLimits RateLimits => field ??= RateLimits.From(Headers);

    /// <summary>The time to wait before another attempt, or null.</summary>
    internal TimeSpan? RetryAfter { get; }

    /// <summary>Whether the API says that the request should be retried (<c>x-should-retry</c>), or null.</summary>
    internal bool? ShouldRetry { get; }

    /// <summary>Creates an object that removes the request's secrets from the response. It is created on demand, because only failures need it.</summary>
    internal SecretRedactor CreateRedactor() => new(_request);

    internal static string? First(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
