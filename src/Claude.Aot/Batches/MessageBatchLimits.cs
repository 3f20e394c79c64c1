namespace Claude.Aot;

/// <summary>How much one batch may hold (https://platform.claude.com/docs/en/build-with-claude/batch-processing).</summary>
public static class MessageBatchLimits
{
    /// <summary>The most requests: 100,000.</summary>
    public const int MaxRequests = 100_000;

    /// <summary>The most bytes of the whole body: 256 MB. The documentation does not say whether a MB is 1,000,000 bytes or 1,048,576; this is the smaller.</summary>
    public const long MaxBytes = 256_000_000;
}
