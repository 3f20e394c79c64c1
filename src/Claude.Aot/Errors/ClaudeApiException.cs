using Claude.Aot.Errors;
using Claude.Aot.Model;

namespace Claude.Aot;

/// <summary>The exception that is thrown if the API returns an error, either as an HTTP error or as an <c>error</c> event in the middle of a stream.</summary>
/// <example>
/// <code>
/// try
/// {
///     await client.Messages.CreateAsync(request);
/// }
/// catch (ClaudeApiException e)
/// {
///     Console.WriteLine($"{e.Status} {e.ErrorType}: {e.Message} (request {e.RequestId}, retry after {e.RetryAfter})");
/// }
/// </code>
/// </example>
public sealed class ClaudeApiException : ClaudeException
{
    private readonly ApiErrorDetails _details;

    internal ClaudeApiException(ApiErrorDetails details, MessageImage? partial)
        : base(ApiErrorDetails.Clean(details.Message), null, partial) => _details = details;

    /// <summary>
    /// The HTTP status. For an error in the middle of a stream, whose response had status 200, the status that corresponds to <see cref="ErrorType"/> (529 for
    /// <c>overloaded_error</c>).
    /// </summary>
    public int Status => _details.Status;

    /// <summary>The type of the error as the API names it, such as <c>overloaded_error</c>; unknown types keep their name.</summary>
    public ErrorType ErrorType => _details.ErrorType;

    /// <summary>The more specific code that the API includes in some errors (<c>error.details.error_code</c>), or null.</summary>
    public string? ErrorCode => _details.ErrorCode;

    /// <summary>The id under which the API logged the request, or null if the response had none.</summary>
    public string? RequestId => _details.RequestId;

    /// <summary>The time that the API asks the client to wait before it retries (<c>retry-after-ms</c>, <c>retry-after</c>), or null.</summary>
    public TimeSpan? RetryAfter => _details.RetryAfter;

    /// <summary>The rate limits from the response's headers.</summary>
    public RateLimits RateLimits => _details.RateLimits;

    /// <summary>
    /// The body of the error as received, up to 64 KB. Secrets from the request's headers are replaced by <c>[redacted]</c> if the server repeated them.
    /// </summary>
    public ReadOnlyMemory<byte> RawBody => _details.RawBody;

    /// <summary>Whether the API says that the request should be retried (<c>x-should-retry</c>), or null.</summary>
    internal bool? ShouldRetry => _details.ShouldRetry;

    /// <summary>Returns a copy with the request id, rate limits and retry headers of the response, and without the request's secrets.</summary>
    internal ClaudeApiException With(ClaudeResponse response) => new(
        (_details with
        {
            RequestId = RequestId ?? response.RequestId,
            RateLimits = response.RateLimits,
            RetryAfter = response.RetryAfter,
            ShouldRetry = response.ShouldRetry,
        }).Redact(response.CreateRedactor()),
        PartialImage);

    internal ClaudeApiException WithPartial(MessageImage? partial) => new(_details, partial);
}
