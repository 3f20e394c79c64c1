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
        var names = new HashSet<string>(StringComparer.Ordinal);
        var parts = new List<BatchPart>();
        using var hash = new RequestHash();
        int first = 0;
        long bytes = BodyBytes;
        await foreach (MessageBatchRequest request in prompts.ReadAsync(cancellationToken))
        {
            int length = hash.Measure(request) + RequestNames.ExtraBytes;
            if (length + BodyBytes > MessageBatchLimits.MaxBytes)
            {
                throw new InputException($"the request {request.CustomId} is larger than a batch may be");
            }

            if (names.Count - first == maxRequests || bytes + length > MessageBatchLimits.MaxBytes)
            {
                parts.Add(new BatchPart(parts.Count + 1, first, names.Count - first, hash.Take()));
                first = names.Count;
                bytes = BodyBytes;
            }

            if (!names.Add(request.CustomId))
            {
                throw new InputException($"two requests have the custom_id {request.CustomId}");
            }

            hash.Add();
            bytes += length;
        }

        if (names.Count == 0)
        {
            throw new InputException("there are no prompts");
        }

        parts.Add(new BatchPart(parts.Count + 1, first, names.Count - first, hash.Take()));
        return new BatchPlan(RequestHash.Of(string.Join('|', parts.Select(part => part.Fingerprint))), parts);
    }
}
