using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Batches;

/// <content>Hand-written members: convenience constructor and parsing.</content>
public sealed partial class MessageBatchRequest
{
    /// <summary>Creates one request of a batch.</summary>
    /// <param name="customId">The id that identifies the request's result; unique within the batch. 1 to 64 letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="request">The message request.</param>
    [SetsRequiredMembers]
    public MessageBatchRequest(string customId, MessageRequest request)
    {
        CustomId = customId;
        Params = request?.WithAnsweredCalls()!;
    }

    /// <summary>Parses a request from one line of JSON, <c>{"custom_id":…,"params":…}</c>, with a maximum depth of 64. The JSON is sent unchanged.</summary>
    /// <exception cref="JsonException">The input is not valid JSON, exceeds the maximum depth, or lacks <c>custom_id</c> or <c>params</c>.</exception>
    public static MessageBatchRequest Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, JsonText.DefaultMaxDepth);

    /// <summary>Parses a request from one line of JSON, <c>{"custom_id":…,"params":…}</c>, with the given maximum depth. The JSON is sent unchanged.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <param name="maxDepth">The maximum number of nested arrays and objects.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDepth"/> is less than 1.</exception>
    /// <exception cref="InsufficientExecutionStackException">The JSON is nested too deeply for the stack of the current thread.</exception>
    /// <exception cref="JsonException">The input is not valid JSON, exceeds the maximum depth, or lacks <c>custom_id</c> or <c>params</c>.</exception>
    public static MessageBatchRequest Parse(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        RawJson json = RawJson.Parse(utf8, maxDepth);
        bool isRequest = json.TryGetMember("custom_id"u8, out RawJson id)
            && id.ValueKind == JsonValueKind.String
            && json.TryGetMember("params"u8, out RawJson request)
            && request.ValueKind == JsonValueKind.Object;
        return isRequest
            ? new MessageBatchRequest(json)
            : throw new JsonException("A request of a batch is an object with a string custom_id and an object params.");
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static MessageBatchRequest Parse(string json) => Parse(json, JsonText.DefaultMaxDepth);

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte}, int)"/>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static MessageBatchRequest Parse(string json, int maxDepth)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json), maxDepth);
    }
}
