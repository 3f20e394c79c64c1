using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Claude.Aot;

/// <summary>
/// What an error body of the API says, read leniently: any part may be missing, and a body that is no JSON is its own message. It is as the body has it: the exception cleans and caps it.
/// </summary>
internal sealed record ApiErrorDetails(int Status, ErrorType ErrorType, string Message, string? ErrorCode, string? RequestId, ReadOnlyMemory<byte> RawBody)
{
    private const int MaxMessageLength = 1000;

    public TimeSpan? RetryAfter { get; init; }

    public bool? ShouldRetry { get; init; }

    public RateLimits RateLimits { get; init; } = RateLimits.None;

    /// <summary>Reads <c>{"type":"error","error":{"type":…,"message":…,"details":{"error_code":…}},"request_id":…}</c>.</summary>
    public static ApiErrorDetails FromJson(RawJson body)
    {
        body.TryGetMember("error"u8, out RawJson error);
        error.TryGetMember("details"u8, out RawJson details);
        var type = new ErrorType(error.StringOf("type"u8) ?? "");
        string message = Describe(type, error.StringOf("message"u8));
        return new(StatusOf(type), type, message, details.StringOf("error_code"u8), body.StringOf("request_id"u8), body.Memory);
    }

    /// <summary>Reads an object where it is an error body: its <c>type</c> says so.</summary>
    public static bool TryRead(RawJson body, [NotNullWhen(true)] out ApiErrorDetails? details)
    {
        details = body.StringOf("type"u8) == "error" ? FromJson(body) : null;
        return details is not null;
    }

    /// <summary>For an <c>error</c> event whose data is no JSON: the data is the message.</summary>
    public static ApiErrorDetails FromText(ReadOnlySpan<byte> body) =>
        new(StatusOf(default), default, Describe(default, Encoding.UTF8.GetString(body)), null, null, body.ToArray());

    /// <summary>The HTTP status that the API's documentation gives for an error type (https://platform.claude.com/docs/en/api/errors); 500 for others.</summary>
    internal static int StatusOf(ErrorType type) => type.Value switch
    {
        "invalid_request_error" => 400,
        "authentication_error" => 401,
        "billing_error" => 402,
        "permission_error" => 403,
        "not_found_error" => 404,
        "conflict_error" or "memory_path_conflict_error" or "memory_precondition_failed_error" => 409,
        "request_too_large" => 413,
        "rate_limit_error" => 429,
        "timeout_error" => 504,
        "overloaded_error" => 529,
        _ => 500,
    };

    private static string Describe(ErrorType type, string? message)
    {
        string name = type.Value.Length > 0 ? type.Value : "an error without a type";
        return string.IsNullOrWhiteSpace(message)
            ? string.Create(CultureInfo.InvariantCulture, $"The API reported {name} and gave no message.")
            : message;
    }

    /// <summary>The details without the secrets of the request.</summary>
    public ApiErrorDetails Redact(SecretRedactor redactor) => this with
    {
        ErrorType = new ErrorType(redactor.Redact(ErrorType.Value)),
        Message = redactor.Redact(Message),
        ErrorCode = ErrorCode is null ? null : redactor.Redact(ErrorCode),
        RequestId = RequestId is null ? null : redactor.Redact(RequestId),
        RawBody = redactor.Redact(RawBody),
    };

    internal static string Clean(string text)
    {
        string head = text.Length > MaxMessageLength ? string.Concat(text.AsSpan(0, MaxMessageLength), "…") : text;
        return string.Create(head.Length, head, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
    }
}
