using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <content>Short ways to make one.</content>
public sealed partial class MessageBatchRequest
{
    /// <summary>Creates one request of a batch.</summary>
    /// <param name="customId">The name by which to find its result: no two of a batch are the same. 1 to 64 letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="request">What to ask.</param>
    [SetsRequiredMembers]
    public MessageBatchRequest(string customId, MessageRequest request)
    {
        CustomId = customId;
        Params = request?.WithAnsweredCalls()!;
    }

    /// <summary>Takes one line of JSON, <c>{"custom_id":…,"params":…}</c>, that nests at most 64 levels deep. It is sent as it is.</summary>
    /// <exception cref="JsonException">It is not JSON, nests deeper, or lacks one of the two.</exception>
    public static MessageBatchRequest Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, JsonText.DefaultMaxDepth);

    /// <summary>Takes one line of JSON, <c>{"custom_id":…,"params":…}</c>, that nests at most as deep as the caller says. It is sent as it is.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <param name="maxDepth">How many arrays and objects may be open within each other.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDepth"/> is less than 1.</exception>
    /// <exception cref="InsufficientExecutionStackException">It nests too deep for the stack of this thread.</exception>
    /// <exception cref="JsonException">It is not JSON, nests deeper, or lacks one of the two.</exception>
    public static MessageBatchRequest Parse(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        RawJson json = RawJson.Parse(utf8, maxDepth);
        bool isRequest = json.TryGetMember("custom_id"u8, out RawJson id) && id.Kind == JsonValueKind.String && json.TryGetMember("params"u8, out RawJson request) && request.Kind == JsonValueKind.Object;
        return isRequest ? new MessageBatchRequest(json) : throw new JsonException("A request of a batch is an object with a string custom_id and an object params.");
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
