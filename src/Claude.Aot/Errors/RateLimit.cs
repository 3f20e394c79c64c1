namespace Claude.Aot;

/// <summary>One of the API's rate limits, from the headers of a response. A value without a header is null.</summary>
/// <param name="Limit">The maximum within the time window.</param>
/// <param name="Remaining">The remaining amount.</param>
/// <param name="Reset">The time at which the limit is fully replenished.</param>
/// <example>
/// <code>
/// RateLimit tokens = stream.RateLimits.OutputTokens;
/// if (tokens.IsPresent)
///     Console.WriteLine($"{tokens.Remaining} of {tokens.Limit} output tokens left until {tokens.Reset}");
/// </code>
/// </example>
public readonly record struct RateLimit(long? Limit, long? Remaining, DateTimeOffset? Reset)
{
    /// <summary>Whether the response has any header for this limit.</summary>
    public bool IsPresent => Limit is not null || Remaining is not null || Reset is not null;
}
