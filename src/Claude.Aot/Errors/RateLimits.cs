using System.Globalization;
using System.Net.Http.Headers;

namespace Claude.Aot;

/// <summary>
/// The API's rate limits, from the headers of a response (<c>anthropic-ratelimit-*</c>; https://platform.claude.com/docs/en/api/rate-limits).
/// </summary>
/// <param name="Requests">The limit of requests.</param>
/// <param name="Tokens">The limit of input and output tokens together.</param>
/// <param name="InputTokens">The limit of input tokens.</param>
/// <param name="OutputTokens">The limit of output tokens.</param>
/// <example>
/// <code>
/// if (stream.RateLimits.Requests.Remaining == 0)
///     Console.WriteLine($"Wait until {stream.RateLimits.Requests.Reset}.");
/// </code>
/// </example>
public sealed record RateLimits(RateLimit Requests, RateLimit Tokens, RateLimit InputTokens, RateLimit OutputTokens)
{
    /// <summary>An instance without any known limit.</summary>
    public static RateLimits None { get; } = new(default, default, default, default);

    internal static RateLimits From(HttpResponseHeaders headers) => new(
        Read(headers, "requests"), Read(headers, "tokens"), Read(headers, "input-tokens"), Read(headers, "output-tokens"));

    private static RateLimit Read(HttpResponseHeaders headers, string name) => new(
        Number(headers, $"anthropic-ratelimit-{name}-limit"),
        Number(headers, $"anthropic-ratelimit-{name}-remaining"),
        Time(headers, $"anthropic-ratelimit-{name}-reset"));

    private static long? Number(HttpResponseHeaders headers, string name) =>
        long.TryParse(ClaudeResponse.First(headers, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out long value) ? value : null;

    private static DateTimeOffset? Time(HttpResponseHeaders headers, string name) =>
        DateTimeOffset.TryParse(
            ClaudeResponse.First(headers, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset value)
            ? value
            : null;
}
