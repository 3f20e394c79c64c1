using System.Text.Json;

namespace Claude.Aot.Tests.Endpoints.Support;

/// <summary>What the API answers about batches, in the form that it documents.</summary>
internal static class BatchData
{
    /// <summary>A batch as JSON. Counts that are not given make a batch of so many requests that is being worked off.</summary>
    public static string Json(string id, string status = "in_progress", int processing = 0, int succeeded = 0, int errored = 0, int canceled = 0, int expired = 0, string createdAt = "2026-11-22T10:00:00.123456Z") =>
        $$$"""
        {"id":"{{{id}}}","type":"message_batch","processing_status":"{{{status}}}",
         "request_counts":{"processing":{{{processing}}},"succeeded":{{{succeeded}}},"errored":{{{errored}}},"canceled":{{{canceled}}},"expired":{{{expired}}}},
         "ended_at":{{{(status == "ended" ? "\"2026-11-22T11:00:00Z\"" : "null")}}},"created_at":"{{{createdAt}}}","expires_at":"2026-11-23T10:00:00Z","archived_at":null,
         "cancel_initiated_at":{{{(status == "canceling" ? "\"2026-11-22T10:30:00Z\"" : "null")}}},
         "results_url":{{{(status == "ended" ? $"\"https://api.anthropic.com/v1/messages/batches/{id}/results\"" : "null")}}}}
        """;

    /// <summary>A page of a list.</summary>
    public static string Page(bool hasMore, string? firstId, string? lastId, params string[] items) =>
        $$"""{"data":[{{string.Join(',', items)}}],"has_more":{{(hasMore ? "true" : "false")}},"first_id":{{JsonSerializer.Serialize(firstId)}},"last_id":{{JsonSerializer.Serialize(lastId)}}}""";

    /// <summary>A line of results: the answer to one request.</summary>
    public static string Succeeded(string customId, string text) =>
        $$$$$"""{"custom_id":"{{{{{customId}}}}}","result":{"type":"succeeded","message":{"id":"msg_{{{{{customId}}}}}","type":"message","role":"assistant","model":"claude-sonnet-5-5","content":[{"type":"text","text":"{{{{{text}}}}}"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":2}}}}""";

    /// <summary>A request that says one thing.</summary>
    public static MessageBatchRequest Request(string customId, string prompt = "Hi") =>
        new(customId, new MessageRequest { Model = "claude-sonnet-5-5", MaxTokens = 100, Messages = [prompt] });
}
