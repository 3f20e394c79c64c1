using System.Globalization;
using Claude.Aot.Diagnostics;
using Claude.Aot.Errors;
using Claude.Aot.Json;

namespace Claude.Aot.Http;

/// <summary>Reads a body that is one JSON object.</summary>
internal static class JsonBody
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="ClaudeException">The body is truncated, too large or not a JSON object, or its transport failed.</exception>
    public static async ValueTask<RawJson> ReadAsync(BodyReader body, StreamLimits limits, DiagnosticSink diagnostics)
    {
        while (await body.ReadAsync().ConfigureAwait(false))
        {
            if (body.Unread.Length > limits.MaxMessageBytes)
            {
                ClaudeTransportException.ThrowLimitExceeded(nameof(StreamLimits.MaxMessageBytes), limits.MaxMessageBytes);
            }
        }

        return Parse(body.Unread.ToArray(), limits, body.Response, diagnostics);
    }

    private static RawJson Parse(byte[] bytes, StreamLimits limits, ClaudeResponse response, DiagnosticSink diagnostics)
    {
        ReadOnlyMemory<byte> json = bytes;
        if (bytes.AsSpan().StartsWith(ByteOrderMark))
        {
            diagnostics.Report(ClaudeDiagnosticKind.ByteOrderMark);
            json = json[ByteOrderMark.Length..];
        }

        JsonVerdict verdict = JsonObjectCheck.Take(json, limits.MaxDepth, out RawJson value, out long position);
        switch (verdict)
        {
            case JsonVerdict.Object:
                return value;
            case JsonVerdict.TooDeep:
                ClaudeTransportException.ThrowLimitExceeded(nameof(StreamLimits.MaxDepth), limits.MaxDepth, unit: "");
                break;
        }

        if (ErrorReason.BeginsAsError(json.Span))
        {
            throw new ClaudeApiException(ApiErrorDetails.FromText(json.Span), null).With(response);
        }

        SecretRedactor redactor = response.CreateRedactor();
        string quote = BodyQuote.Of(json.Span, redactor);
        throw verdict == JsonVerdict.Unfinished
            ? new ClaudeTransportException(ClaudeTransportErrorKind.ResponseEnded, $"The body ended before its JSON did.{quote}")
            {
                RawData = redactor.Redact(bytes),
            }
            : new ClaudeTransportException(
                ClaudeTransportErrorKind.InvalidResponse,
                string.Create(CultureInfo.InvariantCulture, $"The body is not a JSON object: it goes wrong at byte {position + 1}.{quote}"))
            {
                RawData = redactor.Redact(bytes),
            };
    }
}
