using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Model;

/// <summary>Writes the request that makes the model continue an interrupted message.</summary>
internal static class ContinuedRequest
{
    private const string GoOn =
        "Your previous response was interrupted. Continue exactly where it stopped: repeat nothing of it, and do not mention the interruption.";

    /// <summary>Writes the request; returns the original request if nothing can be continued.</summary>
    /// <param name="request">The request that was answered.</param>
    /// <param name="continuation">The part of the response that is sent back to the model.</param>
    public static RawJson Write(RawJson request, Continuation continuation)
    {
        if (continuation.Kept.Count == 0 || !request.TryGetMember("messages"u8, out RawJson messages))
        {
            return request;
        }

        return JsonMembers.Replace(request, "messages"u8, JsonMembers.Write(json =>
        {
            json.WriteStartArray();
            foreach (RawJson message in messages.Elements())
            {
                message.Write(json);
            }

            WriteTurns(json, continuation);
            json.WriteEndArray();
        }));
    }

    private static void WriteTurns(Utf8JsonWriter json, Continuation continuation)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, "assistant"u8);
        json.WriteStartArray("content"u8);
        foreach (PartialBlock block in continuation.Kept)
        {
            block.Json.Write(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        if (!continuation.IsPrefill)
        {
            json.WriteStartObject();
            json.WriteString("role"u8, "user"u8);
            json.WriteString("content"u8, GoOn);
            json.WriteEndObject();
        }
    }
}
