namespace Claude.Aot;

/// <summary>
/// The API answered with an error. The same type for an HTTP error and for an <c>error</c> event in mid-stream.
/// </summary>
public sealed class ClaudeApiException : ClaudeException
{
    internal ClaudeApiException(ApiErrorDetails details, MessageImage? partial)
        : base(details.Message, null, partial)
    {
        Status = details.Status;
        ErrorType = details.ErrorType;
        ErrorCode = details.ErrorCode;
        RequestId = details.RequestId;
        RawBody = details.RawBody;
        RetryAfter = details.RetryAfter;
        ShouldRetry = details.ShouldRetry;
        RateLimits = details.RateLimits;
    }

    /// <summary>The HTTP status; for an error in mid-stream, where the response had already said 200, the status that belongs to <see cref="ErrorType"/> (529 for <c>overloaded_error</c>).</summary>
    public int Status { get; }

    /// <summary>What kind of error the API says it is, such as <c>overloaded_error</c>; unknown kinds keep their name.</summary>
    public ErrorType ErrorType { get; }

    /// <summary>The finer code that the API gives beside some errors (<c>error.details.error_code</c>), or null.</summary>
    public string? ErrorCode { get; }

    /// <summary>The id under which the API logged the request, or null where it gave none.</summary>
    public string? RequestId { get; }

    /// <summary>How long the API asks to wait before another attempt (<c>retry-after-ms</c>, <c>retry-after</c>), or null.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The rate limits that the response told.</summary>
    public RateLimits RateLimits { get; }

    /// <summary>The error's body as received, up to 64 KB.</summary>
    public ReadOnlyMemory<byte> RawBody { get; }

    /// <summary>What the API itself says about another attempt (<c>x-should-retry</c>), or null.</summary>
    internal bool? ShouldRetry { get; }

    /// <summary>An error in mid-stream knows nothing of the response that carried it; this adds it.</summary>
    internal ClaudeApiException With(ClaudeResponse response) => new(
        new ApiErrorDetails(Status, ErrorType, Message, ErrorCode, RequestId ?? response.RequestId, RawBody)
        {
            RateLimits = response.RateLimits,
            RetryAfter = response.RetryAfter,
            ShouldRetry = response.ShouldRetry,
        },
        PartialImage);

    internal ClaudeApiException WithPartial(MessageImage? partial) => new(
        new ApiErrorDetails(Status, ErrorType, Message, ErrorCode, RequestId, RawBody)
        {
            RateLimits = RateLimits,
            RetryAfter = RetryAfter,
            ShouldRetry = ShouldRetry,
        },
        partial);
}
