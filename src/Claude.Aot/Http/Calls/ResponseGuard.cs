using System.Globalization;
using Claude.Aot.Errors;
using Claude.Aot.Streaming;

namespace Claude.Aot.Http;

/// <summary>Accepts successful responses from the expected host, and turns any other response into an exception that describes it.</summary>
internal static class ResponseGuard
{
    /// <summary>Verifies the host, the status and the content encoding of a response.</summary>
    /// <exception cref="ClaudeApiException">The status is not a success status.</exception>
    /// <exception cref="ClaudeTransportException">The response comes from another host, or is compressed in an unknown way.</exception>
    public static async ValueTask<ClaudeResponse> VerifyAsync(
        HttpResponseMessage response,
        HttpRequestMessage request,
        Endpoint endpoint,
        StreamClock clock,
        TimeSpan errorBodyLimit)
    {
        // If the handler followed a redirect, this is the redirected request. A handler that sends nothing over the network may leave it null.
        if (response.RequestMessage?.RequestUri is { } address && !endpoint.IsSameOrigin(address))
        {
            throw new ClaudeTransportException(
                ClaudeTransportErrorKind.InvalidResponse,
                "The handler followed a redirect to another host, which may have received the API key: "
                + "set AllowAutoRedirect = false on it, and change the key.");
        }

        var info = new ClaudeResponse(response, request, clock.Time);
        string? encoding = UnreadEncoding(response.Content);
        if (response.IsSuccessStatusCode)
        {
            return encoding is null
                ? info
                : throw new ClaudeTransportException(
                    ClaudeTransportErrorKind.InvalidResponse, $"The response cannot be read: {Explain(encoding, info)}");
        }

        byte[] body = [];
        if (encoding is null)
        {
            using var limit = new LinkedTimeout(clock, errorBodyLimit);
            body = await ReadStartAsync(response.Content, limit).ConfigureAwait(false);
        }

        throw new ClaudeApiException(Read(info, body, encoding), null).With(info);
    }

    /// <summary>Creates the exception for a successful response whose body is not of the expected kind.</summary>
    public static async ValueTask<ClaudeException> ExplainAsync(
        Stream body, ClaudeResponse response, ResponseKind expected, StreamClock clock, TimeSpan errorBodyLimit)
    {
        using var limit = new LinkedTimeout(clock, errorBodyLimit);
        byte[] start = await ReadStartAsync(body, limit).ConfigureAwait(false);
        if (ErrorBody.TryRead(start, out ApiErrorDetails? details))
        {
            return new ClaudeApiException(details, null).With(response);
        }

        SecretRedactor redactor = response.CreateRedactor();
        string mediaType = response.ContentHeaders.ContentType?.MediaType ?? "of no content type";
        return new ClaudeTransportException(
            ClaudeTransportErrorKind.InvalidResponse,
            $"The response is {redactor.Redact(mediaType)}, not {expected.ToMediaType()}: something between here and the API answered."
            + BodyQuote.Of(start, redactor))
        {
            RawData = redactor.Redact(start),
        };
    }

    private static ApiErrorDetails Read(ClaudeResponse response, byte[] body, string? encoding)
    {
        int status = response.Status;
        if (ErrorBody.TryRead(body, out ApiErrorDetails? details))
        {
            return details with { Status = status };
        }

        string message = encoding is not null
            ? string.Create(CultureInfo.InvariantCulture, $"The server answered {status} with a body that cannot be read: {Explain(encoding, response)}")
            : status is >= 300 and < 400
            ? string.Create(CultureInfo.InvariantCulture, $"The server answered with a redirect ({status}), which is not followed ")
                + "because it could carry the API key to another host. Set the base URL to the final address."
            : string.Create(CultureInfo.InvariantCulture, $"The server answered {status} with a body that is not the API's.")
                + BodyQuote.Of(body, response.CreateRedactor());
        return new ApiErrorDetails(status, default, message, null, null, body);
    }

    /// <summary>
    /// Gets the content encoding that the handler did not decode, or null. A handler removes an encoding from the header when it decompresses the body.
    /// </summary>
    private static string? UnreadEncoding(HttpContent content)
    {
        foreach (string encoding in content.Headers.ContentEncoding)
        {
            if (!encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            {
                return encoding;
            }
        }

        return null;
    }

    private static string Explain(string encoding, ClaudeResponse response) =>
        $"its content-encoding is {ApiErrorDetails.Clean(response.CreateRedactor().Redact(encoding))}, which the handler did not decompress. "
        + "The client's own handler reads gzip and br; set AutomaticDecompression on a handler of your own.";

    private static async ValueTask<byte[]> ReadStartAsync(HttpContent content, LinkedTimeout limit)
    {
        try
        {
            return await ReadStartAsync(await content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false), limit).ConfigureAwait(false);
        }
        catch (Exception e) when (IsWorthLess(e, limit))
        {
            return [];
        }
    }

    private static async ValueTask<byte[]> ReadStartAsync(Stream stream, LinkedTimeout limit)
    {
        byte[] buffer = new byte[ApiErrorDetails.MaxRawBody];
        int length = 0;
        try
        {
            int read;
            do
            {
                read = await stream.ReadAsync(buffer.AsMemory(length), limit.Token).ConfigureAwait(false);
                length += read;
            }
            while (read > 0 && length < buffer.Length);
        }
        catch (Exception e) when (IsWorthLess(e, limit))
        {
            // The status and the start of the body are more useful than a failure to read the rest.
        }

        return buffer[..length];
    }

    private static bool IsWorthLess(Exception e, LinkedTimeout limit) =>
        ClaudeTransportException.IsTransport(e) || (e is OperationCanceledException && limit.HasTimedOut);
}
