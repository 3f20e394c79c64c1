using System.Text;
using System.Text.Json;
using Claude.Aot;
using Claude.Aot.Testing;

namespace Claude.Cli.Serving;

/// <summary>An answer to every request, whether it asks for a stream or not.</summary>
/// <param name="Name">The name for people.</param>
/// <param name="Stream">The answer to a request that asks for a stream.</param>
/// <param name="Message">The answer to a request that does not.</param>
internal sealed record RecordedAnswer(string Name, ResponseScript Stream, ResponseScript Message)
{
    /// <summary>Creates an answer from a recorded event stream.</summary>
    public static async Task<RecordedAnswer> LoadAsync(string path)
    {
        ResponseScript stream = ResponseScript.FromFile(path);
        string name = Path.GetFileName(path);
        return new RecordedAnswer(name, stream, await ToMessageAsync(stream, name));
    }

    /// <summary>Creates the same error for every request.</summary>
    public static RecordedAnswer FromStatus(int status)
    {
        ResponseScript error = ResponseScript.Error(status, TypeOf(status).Value, $"This server answers every request with status {status}.");
        return new RecordedAnswer("error", error, error);
    }

    /// <summary>Determines whether the body of a request asks for a stream. A body that is not a request gets a stream too.</summary>
    public static bool AsksForStream(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument request = JsonDocument.Parse(body);
            return request.RootElement.ValueKind != JsonValueKind.Object
                || (request.RootElement.TryGetProperty("stream"u8, out JsonElement stream) && stream.ValueKind == JsonValueKind.True);
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static async Task<ResponseScript> ToMessageAsync(ResponseScript recording, string name)
    {
        try
        {
            await using MessageStream stream = MessageStream.FromStream(new MemoryStream(recording.Body.ToArray()));
            return ResponseScript.Json(Encoding.UTF8.GetString(ClaudeJson.ToUtf8Bytes(await stream.GetFinalMessageAsync())));
        }
        catch (ClaudeApiException e)
        {
            return ResponseScript.Error(e.Status, e.ErrorType.Value, e.Message);
        }
        catch (ClaudeException)
        {
            return ResponseScript.Error(500, ErrorType.ApiError.Value, $"The recording {name} has no complete message, so it can only be streamed.");
        }
    }

    private static ErrorType TypeOf(int status) => status switch
    {
        401 => ErrorType.AuthenticationError,
        402 => ErrorType.BillingError,
        403 => ErrorType.PermissionError,
        404 => ErrorType.NotFoundError,
        409 => ErrorType.ConflictError,
        413 => ErrorType.RequestTooLarge,
        429 => ErrorType.RateLimitError,
        504 => ErrorType.TimeoutError,
        529 => ErrorType.OverloadedError,
        < 500 => ErrorType.InvalidRequestError,
        _ => ErrorType.ApiError,
    };
}
