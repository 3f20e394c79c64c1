using System.Globalization;
using System.Text;

namespace Claude.Aot;

/// <summary>Lets through a response whose body is of the kind that was asked for, and turns any other into an exception that says what came instead.</summary>
internal static class ResponseGuard
{
    private const int MaxBody = 64 * 1024;
    private const int MaxQuoted = 200;

    /// <exception cref="ClaudeApiException">It is an error of the API, or of something in between that answers with a status of its own.</exception>
    /// <exception cref="ClaudeStreamException">Its body is of another kind, or it comes from another host.</exception>
    public static async ValueTask<ClaudeResponse> VerifyAsync(
        HttpResponseMessage response, HttpRequestMessage request, ResponseKind expected, Endpoint endpoint, StreamClock clock)
    {
        // A redirect that was followed shows in the request that the response belongs to. Handlers that send nothing need not say which it is.
        if (response.RequestMessage?.RequestUri is { } address && !endpoint.IsSameOrigin(address))
        {
            throw new ClaudeStreamException(
                ClaudeStreamErrorKind.Protocol,
                "The handler followed a redirect to another host, which may have carried the API key there: set AllowAutoRedirect = false on it, and change the key.");
        }

        string? mediaType = response.Content.Headers.ContentType?.MediaType;
        var info = new ClaudeResponse(response, request, clock.Time);
        if (response.IsSuccessStatusCode && expected.Accepts(mediaType))
        {
            return info;
        }

        byte[] body = await ReadStartAsync(response, clock).ConfigureAwait(false);
        if (TryParse(body, out RawJson json) && json.TryGetMember("error"u8, out _))
        {
            ApiErrorDetails details = ApiErrorDetails.FromJson(json);
            throw new ClaudeApiException(response.IsSuccessStatusCode ? details : details with { Status = info.Status }, null).With(info);
        }

        throw response.IsSuccessStatusCode
            ? WrongKind(expected, mediaType, body, info.CreateRedactor())
            : new ClaudeApiException(Unexplained(info, mediaType, body), null).With(info);
    }

    private static ApiErrorDetails Unexplained(ClaudeResponse response, string? mediaType, byte[] body)
    {
        int status = response.Status;
        string message = status is >= 300 and < 400
            ? string.Create(CultureInfo.InvariantCulture, $"The server answered with a redirect ({status}), which is not followed because it could carry the API key to another host. Set the base URL to the final address.")
            : string.Create(CultureInfo.InvariantCulture, $"The server answered {status} with a body that is not the API's.{Quote(mediaType, body, response.CreateRedactor())}");
        return new ApiErrorDetails(status, default, message, null, null, body);
    }

    private static ClaudeStreamException WrongKind(ResponseKind expected, string? mediaType, byte[] body, SecretRedactor redactor) => new(
        ClaudeStreamErrorKind.Protocol,
        $"The response is {redactor.Redact(mediaType ?? "")}, not {expected.ToMediaType()}: something between here and the API answered{(expected == ResponseKind.EventStream ? ", or it does not stream" : "")}.{Quote(mediaType, body, redactor)}")
    {
        RawData = redactor.Redact(body),
    };

    // A page of a proxy tells what went wrong. JSON and events may hold what the model wrote, which belongs in no message.
    private static string Quote(string? mediaType, byte[] body, SecretRedactor redactor)
    {
        if (body.Length == 0 || mediaType is null || !mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || ResponseKind.EventStream.Accepts(mediaType))
        {
            return "";
        }

        // Before it is cut: of a secret at the cut a part would be left.
        string page = redactor.Redact(Encoding.UTF8.GetString(body));
        return $" It begins: {ApiErrorDetails.Clean(page[..Math.Min(page.Length, MaxQuoted)])}";
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

    private static async ValueTask<byte[]> ReadStartAsync(HttpResponseMessage response, StreamClock clock)
    {
        byte[] buffer = new byte[MaxBody];
        int length = 0;
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(clock.Token).ConfigureAwait(false);
            int read;
            do
            {
                read = await stream.ReadAsync(buffer.AsMemory(length), clock.Token).ConfigureAwait(false);
                length += read;
            }
            while (read > 0 && length < MaxBody);
        }
        catch (Exception e) when (e is IOException or HttpRequestException || (e is OperationCanceledException && clock.HasReachedLimit))
        {
            // The status is worth more than the rest of a body that breaks off or stalls.
        }

        return buffer[..length];
    }
}
