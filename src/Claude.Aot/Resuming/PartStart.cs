namespace Claude.Aot.Resuming;

/// <summary>The position in the message at which the response to a further request continues.</summary>
/// <param name="OpenBlock">The index of the block whose text is continued, or -1.</param>
/// <param name="NextBlock">The lowest index that a new block can have.</param>
/// <param name="DiscardedBlocks">The indices of the blocks that were removed from the message.</param>
/// <param name="StoppedBlocks">The indices of incomplete text blocks that are not continued, and are stopped.</param>
/// <param name="TrimmedWhitespace">The trailing whitespace of the open block that was not sent back to the model.</param>
/// <param name="Usage">The usage of the previous requests.</param>
internal sealed record PartStart(
    int OpenBlock,
    int NextBlock,
    IReadOnlyList<int> DiscardedBlocks,
    IReadOnlyList<int> StoppedBlocks,
    string TrimmedWhitespace,
    RawJson Usage);
