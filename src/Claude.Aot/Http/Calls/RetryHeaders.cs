using System.Globalization;
using System.Net.Http.Headers;

namespace Claude.Aot;

/// <summary>What a response says about another attempt.</summary>
internal static class RetryHeaders
{
    /// <summary><c>retry-after-ms</c> in milliseconds, else <c>retry-after</c> in seconds or as a date; null where neither says it.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, TimeProvider time)
    {
        if (TryGetNumber(headers, "retry-after-ms", out double milliseconds))
        {
            return FromSeconds(milliseconds / 1000);
        }

        if (TryGetNumber(headers, "retry-after", out double seconds))
        {
            return FromSeconds(seconds);
        }

        return headers.RetryAfter?.Date is { } date
            ? FromSeconds((date - time.GetUtcNow()).TotalSeconds)
            : null;
    }

    /// <summary><c>x-should-retry</c>, or null.</summary>
    public static bool? ShouldRetry(HttpResponseHeaders headers) =>
        bool.TryParse(ClaudeResponse.First(headers, "x-should-retry"), out bool should) ? should : null;

    private static bool TryGetNumber(HttpResponseHeaders headers, string name, out double value) =>
        double.TryParse(ClaudeResponse.First(headers, name), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static TimeSpan FromSeconds(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, TimeSpan.FromDays(1).TotalSeconds));
}
