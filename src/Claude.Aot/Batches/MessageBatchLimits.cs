namespace Claude.Aot.Batches;

/// <summary>The maximum size of a batch (https://platform.claude.com/docs/en/build-with-claude/batch-processing).</summary>
/// <example>
/// <code>
/// List&lt;MessageBatchRequest&gt; requests = [];
/// foreach (MessageBatchRequest[] part in requests.Chunk(MessageBatchLimits.MaxRequests))
///     await client.Messages.Batches.CreateAsync(part);
/// </code>
/// </example>
public static class MessageBatchLimits
{
    /// <summary>The maximum number of requests: 100,000.</summary>
    public const int MaxRequests = 100_000;

    /// <summary>
    /// The maximum size of the whole body in bytes: 256 MB. The documentation does not say whether 1 MB is 1,000,000 or 1,048,576 bytes; this value uses the
    /// smaller.
    /// </summary>
    public const long MaxBytes = 256_000_000;
}
