using Claude.Aot.Batches;

namespace Claude.Cli.Batches;

/// <summary>Assigns the requests to batches, and has a hash of all requests, which must be the same if a run is resumed.</summary>
internal sealed record BatchPlan(string Fingerprint, IReadOnlyList<BatchPart> Parts)
{
    // The size of {"requests":[]}, rounded up. The comma after each request is counted with the request.
    private const int BodyBytes = 16;

    /// <param name="prompts">The requests.</param>
    /// <param name="maxRequests">The maximum number of requests in one batch.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="InputException">
    /// The file is empty, lines are not requests or have duplicate names, or a request exceeds the limit of a batch.
    /// </exception>
    public static async Task<BatchPlan> CreateAsync(PromptFile prompts, int maxRequests, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var parts = new List<BatchPart>();
        using var hash = new RequestHash();
        int first = 0;
        long bytes = BodyBytes;
        var mistakes = new PromptMistakes(prompts.Path);
        await foreach ((int line, MessageBatchRequest request) in prompts.ReadAsync(mistakes, cancellationToken))
        {
            int length = hash.Measure(request) + RequestNames.ExtraBytes;
            if (length + BodyBytes > MessageBatchLimits.MaxBytes)
            {
                mistakes.Add(line, $"the request {request.CustomId} is larger than the maximum size of a batch");
                continue;
            }

            if (names.Count - first == maxRequests || bytes + length > MessageBatchLimits.MaxBytes)
            {
                parts.Add(new BatchPart(parts.Count + 1, first, names.Count - first, hash.Take()));
                first = names.Count;
                bytes = BodyBytes;
            }

            if (!names.Add(request.CustomId))
            {
                mistakes.Add(line, $"another request has the custom_id {request.CustomId} too. Give each request a unique custom_id");
                continue;
            }

            hash.Add();
            bytes += length;
        }

        mistakes.ThrowIfAny();
        if (names.Count == 0)
        {
            throw new InputException("the prompt file contains no requests");
        }

        parts.Add(new BatchPart(parts.Count + 1, first, names.Count - first, hash.Take()));
        return new BatchPlan(RequestHash.Of(string.Join('|', parts.Select(part => part.Fingerprint))), parts);
    }
}
