using System.Text;
using System.Text.Json;

namespace Claude.Aot.Testing;

/// <content>The bodies of the endpoints other than messages.</content>
public sealed partial record ResponseScript
{
    private const string Time = "2026-01-01T00:00:00Z";

    /// <summary>Creates the response of <c>POST /v1/messages/count_tokens</c>.</summary>
    public static ResponseScript TokenCount(long inputTokens) => Json(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("input_tokens"u8, inputTokens);
        json.WriteEndObject();
    });

    /// <summary>Creates a model, as <c>GET /v1/models/{id}</c> returns it.</summary>
    /// <param name="id">The model's id.</param>
    /// <param name="displayName">The display name, or null to use the id.</param>
    public static ResponseScript Model(string id, string? displayName = null) => Json(json =>
    {
        WriteStart(json, id, "model");
        json.WriteString("display_name"u8, displayName ?? id);
        json.WriteString("created_at"u8, Time);
        json.WriteString("lifecycle"u8, "active"u8);
        json.WriteEndObject();
    });

    /// <summary>Creates a file, as <c>POST /v1/files</c> and <c>GET /v1/files/{id}</c> return it.</summary>
    /// <param name="id">The file's id.</param>
    /// <param name="fileName">The name of the file.</param>
    /// <param name="mediaType">The media type.</param>
    /// <param name="sizeBytes">The size in bytes.</param>
    /// <param name="isDownloadable">Whether the content can be downloaded.</param>
    public static ResponseScript File(
        string id, string fileName = "file.txt", string mediaType = "text/plain", long sizeBytes = 0, bool isDownloadable = false) => Json(json =>
    {
        WriteStart(json, id, "file");
        json.WriteString("filename"u8, fileName);
        json.WriteString("mime_type"u8, mediaType);
        json.WriteNumber("size_bytes"u8, sizeBytes);
        json.WriteString("created_at"u8, Time);
        json.WriteBoolean("downloadable"u8, isDownloadable);
        json.WriteEndObject();
    });

    /// <summary>Creates a batch, as <c>POST /v1/messages/batches</c> and <c>GET /v1/messages/batches/{id}</c> return it.</summary>
    /// <param name="id">The batch's id.</param>
    /// <param name="status">The status: <c>in_progress</c>, <c>canceling</c> or <c>ended</c>.</param>
    /// <param name="processing">The number of requests without a result.</param>
    /// <param name="succeeded">The number of requests that succeeded.</param>
    /// <param name="errored">The number of requests that failed.</param>
    public static ResponseScript Batch(string id, string status = "ended", int processing = 0, int succeeded = 0, int errored = 0) => Json(json =>
    {
        WriteStart(json, id, "message_batch");
        json.WriteString("processing_status"u8, status);
        json.WriteStartObject("request_counts"u8);
        json.WriteNumber("processing"u8, processing);
        json.WriteNumber("succeeded"u8, succeeded);
        json.WriteNumber("errored"u8, errored);
        json.WriteNumber("canceled"u8, 0);
        json.WriteNumber("expired"u8, 0);
        json.WriteEndObject();
        json.WriteString("created_at"u8, Time);
        json.WriteString("expires_at"u8, "2026-01-02T00:00:00Z"u8);
        json.WriteString("ended_at"u8, status == "ended" ? Time : null);
        json.WriteNull("results_url"u8);
        json.WriteEndObject();
    });

    /// <summary>Creates the confirmation that a file or a batch was deleted.</summary>
    /// <param name="id">The id.</param>
    /// <param name="type">The type of the confirmation: <c>file_deleted</c> or <c>message_batch_deleted</c>.</param>
    public static ResponseScript Deleted(string id, string type) => Json(json =>
    {
        WriteStart(json, id, type);
        json.WriteEndObject();
    });

    /// <summary>Creates a page of a list, from the responses of its items.</summary>
    /// <param name="items">The items, such as <see cref="Model"/>, <see cref="File"/> or <see cref="Batch"/>, in the order of the list.</param>
    /// <param name="hasMore">Whether another page follows.</param>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    /// <exception cref="JsonException">The body of an item is not JSON.</exception>
    public static ResponseScript Page(IEnumerable<ResponseScript> items, bool hasMore = false)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data"u8);
            List<string?> ids = [];
            foreach (ResponseScript item in items)
            {
                using JsonDocument document = JsonDocument.Parse(item.Body);
                document.RootElement.WriteTo(json);
                ids.Add(document.RootElement.GetProperty("id").GetString());
            }

            json.WriteEndArray();
            json.WriteBoolean("has_more"u8, hasMore);
            json.WriteString("first_id"u8, ids.FirstOrDefault());
            json.WriteString("last_id"u8, ids.LastOrDefault());
            json.WriteEndObject();
        });
    }

    internal static ResponseScript Json(Action<Utf8JsonWriter> write)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            write(json);
        }

        return Json(Encoding.UTF8.GetString(body.ToArray()));
    }

    private static void WriteStart(Utf8JsonWriter json, string id, string type)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("type"u8, type);
    }
}
