using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Claude.Aot.Json;

namespace Claude.Aot.Errors;

/// <summary>
/// The contents of an error body, parsed leniently: any part may be missing, and a body that is not JSON is used as the message. Values are unmodified; the
/// exception removes control characters from the message and limits its length.
/// </summary>
internal sealed record ApiErrorDetails(int Status, ErrorType ErrorType, string Message, string? ErrorCode, string? RequestId, ReadOnlyMemory<byte> RawBody)
{
    /// <summary>The maximum number of body bytes that are kept.</summary>
    public const int MaxRawBody = 64 * 1024;

    private const int MaxMessageLength = 1000;

    // Longer than the final message may be, so that a secret near its end is found before the text is cut.
    private const int MaxTextBytes = 16 * 1024;
    private const int OtherStatus = 500;

    public TimeSpan? RetryAfter { get; init; }

    public bool? ShouldRetry { get; init; }

    public RateLimits RateLimits { get; init; } = RateLimits.None;

    /// <summary>
    /// Parses <c>{"type":"error","error":{"type":…,"message":…,"details":{"error_code":…}},"request_id":…}</c>, or an error in another server's format.
    /// </summary>
    public static ApiErrorDetails FromJson(RawJson body)
    {
        RawJson error = ErrorReason.Describing(body);
        error.TryGetMember("details"u8, out RawJson details);
        string typeName = error.StringOf("type"u8) ?? "";
        // Without a nested error object, this is the type of the event or of the body.
        var type = new ErrorType(typeName == "error" ? "" : typeName);
        string message = ErrorReason.Find(body) is { } reason ? Cut(reason) : Describe(type, body);
        int status = type.Value.Length > 0 && StatusOf(type) is var known && known != OtherStatus ? known : ErrorReason.StatusOf(body) ?? StatusOf(type);
        return new(status, type, message, details.StringOf("error_code"u8), body.StringOf("request_id"u8), Cap(body.Memory));
    }

    /// <summary>Parses an object if its <c>type</c> says that it is an error body of the API.</summary>
    public static bool TryRead(RawJson body, [NotNullWhen(true)] out ApiErrorDetails? details)
    {
        details = body.StringOf("type"u8) == "error" ? FromJson(body) : null;
        return details is not null;
    }

    /// <summary>Creates the details of an error that is not JSON, or that is truncated JSON. The text becomes the message.</summary>
    public static ApiErrorDetails FromText(ReadOnlySpan<byte> body) =>
        new(OtherStatus, default, Describe(TextOf(body)), null, null, body[..Math.Min(body.Length, MaxRawBody)].ToArray());

    /// <summary>
    /// Gets the HTTP status that the API's documentation assigns to an error type (https://platform.claude.com/docs/en/api/errors), or 500 for other types.
    /// </summary>
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
        _ => OtherStatus,
    };

    private static string Describe(string text) => string.IsNullOrWhiteSpace(text) ? "The server reported an error and gave no message." : text;

    private static string Describe(ErrorType type, RawJson body) => type.Value.Length > 0
        ? string.Create(CultureInfo.InvariantCulture, $"The API reported {type.Value} and gave no message.")
        : $"The server reported an error without a type and a message: {TextOf(body.Utf8)}";

    private static string TextOf(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxTextBytes)]);

    private static string Cut(string text) => text.Length > MaxTextBytes ? text[..MaxTextBytes] : text;

    private static ReadOnlyMemory<byte> Cap(ReadOnlyMemory<byte> body) => body.Length > MaxRawBody ? body[..MaxRawBody].ToArray() : body;

    /// <summary>Returns a copy of the details without the request's secrets.</summary>
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
                span[i] = char.IsControl(source[i]) || IsBidirectional(source[i]) ? ' ' : source[i];
            }
        });
    }

    // These characters change the order in which a terminal shows text (https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters).
    private static bool IsBidirectional(char c) => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
