using System.Globalization;
using System.Net;
using System.Text;

namespace Claude.Aot;

/// <summary>Lets through a response that is an event stream, and turns any other into an exception that says what came instead.</summary>
internal static class ResponseGuard
{
    private const int MaxBody = 64 * 1024;
    private const int MaxQuoted = 200;

    public static async ValueTask VerifyAsync(HttpResponseMessage response, Endpoint endpoint, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!endpoint.IsSameOrigin(response.RequestMessage?.RequestUri))
        {
            throw new ClaudeStreamException(
                ClaudeStreamErrorKind.Protocol,
                "The handler followed a redirect to another host, which may have carried the API key there: set AllowAutoRedirect = false on it, and change the key.");
        }

        string? mediaType = response.Content.Headers.ContentType?.MediaType;
        if (response.StatusCode == HttpStatusCode.OK && mediaType is null or "text/event-stream")
        {
            return;
        }

        byte[] body = await ReadStartAsync(response, cancellationToken).ConfigureAwait(false);
        throw TryParse(body, out RawJson json) && json.TryGetMember("error"u8, out _)
            ? ApiError(response, ApiErrorDetails.FromJson(json), time)
            : response.IsSuccessStatusCode
                ? NoStream(mediaType, body)
                : ApiError(response, Unexplained(response, mediaType, body), time);
    }

    private static ClaudeApiException ApiError(HttpResponseMessage response, ApiErrorDetails details, TimeProvider time) => new(
        details with
        {
            Status = response.IsSuccessStatusCode ? details.Status : (int)response.StatusCode,
            RequestId = details.RequestId ?? ClaudeResponse.First(response.Headers, "request-id"),
            RetryAfter = RetryHeaders.RetryAfter(response.Headers, time),
            ShouldRetry = RetryHeaders.ShouldRetry(response.Headers),
            RateLimits = RateLimits.From(response.Headers),
        },
        null);

    private static ApiErrorDetails Unexplained(HttpResponseMessage response, string? mediaType, byte[] body)
    {
        string message = (int)response.StatusCode is >= 300 and < 400
            ? string.Create(CultureInfo.InvariantCulture, $"The server answered with a redirect ({(int)response.StatusCode}), which is not followed because it could carry the API key to another host. Set the base URL to the final address.")
            : string.Create(CultureInfo.InvariantCulture, $"The server answered {(int)response.StatusCode} with a body that is not the API's.{Quote(mediaType, body)}");
        return new ApiErrorDetails((int)response.StatusCode, default, message, null, null, body);
    }

    private static ClaudeStreamException NoStream(string? mediaType, byte[] body) => new(
        ClaudeStreamErrorKind.Protocol,
        $"The response is {mediaType}, not text/event-stream: something between here and the API answered, or it does not stream.{Quote(mediaType, body)}")
    {
        RawData = body,
    };

    // A page of a proxy tells what went wrong. JSON may hold what the model wrote, which belongs in no message.
    private static string Quote(string? mediaType, byte[] body)
    {
        if (body.Length == 0 || mediaType is null || !mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
        {
            return "";
        }

        string start = ApiErrorDetails.Clean(Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, MaxQuoted)));
        return $" It begins: {start}";
    }

    private static bool TryParse(byte[] body, out RawJson json)
    {
        try
        {
            json = RawJson.Parse(body);
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            json = default;
            return false;
        }
    }

    private static async ValueTask<byte[]> ReadStartAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MaxBody];
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return buffer[..length];
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // The status is worth more than the body that broke off.
            return [];
        }
    }
}
