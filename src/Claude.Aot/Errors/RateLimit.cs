namespace Claude.Aot;

/// <summary>One of the API's rate limits, as told by the headers of a response. What a header did not say is null.</summary>
/// <param name="Limit">How much may be used within the window.</param>
/// <param name="Remaining">How much of it is left.</param>
/// <param name="Reset">When it is full again.</param>
public readonly record struct RateLimit(long? Limit, long? Remaining, DateTimeOffset? Reset)
{
    /// <summary>Whether any header spoke of it.</summary>
    public bool IsPresent => Limit is not null || Remaining is not null || Reset is not null;
}
