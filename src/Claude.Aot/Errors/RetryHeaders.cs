using System.Globalization;
using System.Net.Http.Headers;

namespace Claude.Aot.Errors;

/// <summary>Reads the response headers that concern retries.</summary>
internal static class RetryHeaders
{
    /// <summary>
    /// Reads <c>retry-after-ms</c> in milliseconds, or else <c>retry-after</c> in seconds or as a date. Returns null if neither gives a time in the future; a
    /// wait of zero is ignored.
    /// </summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, TimeProvider time)
    {
        if (TryGetNumber(headers, "retry-after-ms", out double milliseconds) && milliseconds > 0)
        {
            return FromSeconds(milliseconds / 1000);
        }

        double seconds = TryGetNumber(headers, "retry-after", out double number) ? number
            : headers.RetryAfter?.Date is { } date ? (date - time.GetUtcNow()).TotalSeconds
            : 0;
        return seconds > 0 ? FromSeconds(seconds) : null;
    }

    /// <summary>Reads <c>x-should-retry</c>; returns null if the header is missing or invalid.</summary>
    public static bool? ShouldRetry(HttpResponseHeaders headers) =>
        bool.TryParse(ClaudeResponse.First(headers, "x-should-retry"), out bool should) ? should : null;

    private static bool TryGetNumber(HttpResponseHeaders headers, string name, out double value) =>
        double.TryParse(ClaudeResponse.First(headers, name), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static TimeSpan FromSeconds(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(1).TotalSeconds));
}
