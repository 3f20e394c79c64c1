using System.Buffers;
using System.Text.Json;
using Claude.Aot.Buffers;
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

        return JsonMembers.Replace(request, "messages"u8, JsonText.Write(json =>
        {
            json.WriteStartArray();
            foreach (RawJson message in messages.Elements())
            {
                message.Write(json);
            }

            WriteTurns(json, continuation);
            json.WriteEndArray();
        }).Utf8);
    }

    /// <summary>Writes the request; gets the original request if nothing can be continued. The original's bytes are not copied.</summary>
    /// <param name="request">The body of the request that was answered.</param>
    /// <param name="continuation">The part of the response that is sent back to the model.</param>
    /// <returns>The body. The caller releases it.</returns>
    /// <exception cref="ObjectDisposedException">The body of the original request was returned.</exception>
    public static PooledChunks Write(PooledChunks request, Continuation continuation)
    {
        // Another thread may end the stream, which releases the request, at any time.
        request.Acquire();
        PooledChunks? body = null;
        try
        {
            if (continuation.Kept.Count == 0 || !TryFindMessages(request, out SequenceMembers messages))
            {
                request.Acquire();
                return request;
            }

            long bracket = messages.End - 1;
            body = new PooledChunks();
            body.AppendShared(request, 0, bracket);
            if (messages.Value.PositionOf((byte)'{') is not null)
            {
                body.Write(","u8);
            }

            // Outside of an array, too, the writer puts a comma between two values.
            using (var json = new Utf8JsonWriter(body, JsonText.Writer))
            {
                WriteTurns(json, continuation);
            }

            body.AppendShared(request, bracket, request.Length);
            return body;
        }
        catch
        {
            body?.Release();
            throw;
        }
        finally
        {
            request.Release();
        }
    }

    private static bool TryFindMessages(PooledChunks request, out SequenceMembers member)
    {
        member = new SequenceMembers(request.ToSequence());
        while (member.MoveNext())
        {
            if (member is { Name: "messages", ValueKind: JsonTokenType.StartArray })
            {
                return true;
            }
        }

        return false;
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
