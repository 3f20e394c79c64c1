using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Claude.Aot;

namespace Claude.Cli.Batches;

/// <summary>Which requests go into which batch, and a fingerprint of all of them: a run that is resumed must have the same.</summary>
internal sealed record BatchPlan(string Fingerprint, IReadOnlyList<BatchPart> Parts)
{
    // {"requests":[…]}, and a comma for each.
    private const int BodyBytes = 16;

    /// <param name="prompts">The requests.</param>
    /// <param name="maxRequests">The most requests of one batch.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InputException">There is none, two have one name, or one is too large for any batch.</exception>
    public static async Task<BatchPlan> CreateAsync(PromptFile prompts, int maxRequests, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var parts = new List<BatchPart>();
        var json = new ArrayBufferWriter<byte>();
        int first = 0;
        long bytes = BodyBytes;
        await foreach (MessageBatchRequest request in prompts.ReadAsync(cancellationToken))
        {
            int length = Write(request, json);
            if (length + BodyBytes > MessageBatchLimits.MaxBytes)
            {
                throw new InputException($"the request {request.CustomId} is larger than a batch may be");
            }

            if (names.Count - first == maxRequests || bytes + length > MessageBatchLimits.MaxBytes)
            {
                parts.Add(new BatchPart(parts.Count + 1, first, names.Count - first));
                first = names.Count;
                bytes = BodyBytes;
                hash.AppendData("|"u8);
            }

            if (!names.Add(request.CustomId))
            {
                throw new InputException($"two requests have the custom_id {request.CustomId}");
            }

            hash.AppendData(json.WrittenSpan);
            bytes += length;
        }

        return names.Count == 0
            ? throw new InputException("there are no prompts")
            : new BatchPlan(Convert.ToHexStringLower(hash.GetHashAndReset()), [.. parts, new BatchPart(parts.Count + 1, first, names.Count - first)]);
    }

    private static int Write(MessageBatchRequest request, ArrayBufferWriter<byte> json)
    {
        json.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        request.Write(writer);
        writer.Flush();
        return json.WrittenCount + 1;
    }
}
