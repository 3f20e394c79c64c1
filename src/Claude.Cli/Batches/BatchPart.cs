namespace Claude.Cli.Batches;

/// <summary>The requests that go into one batch, and how far it is.</summary>
/// <param name="Number">Which part, from 1.</param>
/// <param name="First">How many requests are in the parts before it.</param>
/// <param name="Count">How many it has.</param>
/// <param name="Fingerprint">A fingerprint of their content.</param>
internal sealed record BatchPart(int Number, int First, int Count, string Fingerprint)
{
    /// <summary>When its creation was begun, as long as nobody knows what became of it.</summary>
    public DateTimeOffset? CreatingSince { get; set; }

    /// <summary>The batch that was created; null before.</summary>
    public string? Id { get; set; }

    /// <summary>Whether the batch was found in the list after an interruption, or named by the user, so that its results have to prove that it is the one.</summary>
    public bool IsFound { get; set; }

    /// <summary>What its results were; null until they are written.</summary>
    public BatchTally? Tally { get; set; }
}
