using Claude.Aot.Errors;
using Claude.Aot.Model;

namespace Claude.Aot;

/// <summary>
/// The API answered with an error. The same type for an HTTP error and for an <c>error</c> event in mid-stream.
/// </summary>
public sealed class ClaudeApiException : ClaudeException
{
    private readonly ApiErrorDetails _details;

    internal ClaudeApiException(ApiErrorDetails details, MessageImage? partial)
        : base(ApiErrorDetails.Clean(details.Message), null, partial) => _details = details;

    /// <summary>The HTTP status; for an error in mid-stream, where the response had already said 200, the status that belongs to <see cref="ErrorType"/> (529 for <c>overloaded_error</c>).</summary>
    public int Status => _details.Status;

    /// <summary>What kind of error the API says it is, such as <c>overloaded_error</c>; unknown kinds keep their name.</summary>
    public ErrorType ErrorType => _details.ErrorType;

    /// <summary>The finer code that the API gives beside some errors (<c>error.details.error_code</c>), or null.</summary>
    public string? ErrorCode => _details.ErrorCode;

    /// <summary>The id under which the API logged the request, or null where it gave none.</summary>
    public string? RequestId => _details.RequestId;

    /// <summary>How long the API asks to wait before another attempt (<c>retry-after-ms</c>, <c>retry-after</c>), or null.</summary>
    public TimeSpan? RetryAfter => _details.RetryAfter;

    /// <summary>The rate limits that the response told.</summary>
    public RateLimits RateLimits => _details.RateLimits;

    /// <summary>The error's body as received, up to 64 KB; <c>[redacted]</c> where it repeats a secret that the request's headers had told.</summary>
    public ReadOnlyMemory<byte> RawBody => _details.RawBody;

    /// <summary>What the API itself says about another attempt (<c>x-should-retry</c>), or null.</summary>
    internal bool? ShouldRetry => _details.ShouldRetry;

    /// <summary>An error knows nothing of the response that carried it; this adds it, and takes out what the response repeats of the request's secrets.</summary>
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
