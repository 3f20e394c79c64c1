namespace Claude.Cli.Batches;

/// <summary>The requests of one batch, and the state of the batch.</summary>
/// <param name="Number">The number of the part, starting at 1.</param>
/// <param name="First">The number of requests in the parts before it.</param>
/// <param name="Count">The number of requests in this part.</param>
/// <param name="Fingerprint">A hash of the content of the requests.</param>
internal sealed record BatchPart(int Number, int First, int Count, string Fingerprint)
{
    /// <summary>Gets or sets the time at which the creation began, while its result is unknown; otherwise null.</summary>
    public DateTimeOffset? CreatingSince { get; set; }

    /// <summary>Gets or sets the id of the batch; null before it is created.</summary>
    public string? Id { get; set; }

    /// <summary>
    /// Gets or sets a value that indicates whether the batch was found in the list after an interruption, or was named by the user. Its results must then prove
    /// that it is the right batch.
    /// </summary>
    public bool IsFound { get; set; }

    /// <summary>Gets or sets the number of results of each kind; null until the results are written.</summary>
    public BatchTally? Tally { get; set; }
}
