namespace Claude.Aot.Resuming;

/// <summary>Where in the message the answer to a further request goes on.</summary>
/// <param name="OpenBlock">The index of the block whose text it carries on, or -1.</param>
/// <param name="NextBlock">The least index that its own blocks may have.</param>
/// <param name="DiscardedBlocks">The indices of blocks that were taken out of the message.</param>
/// <param name="StoppedBlocks">The indices of half text blocks that end as they stand.</param>
/// <param name="Blanks">The blanks at the end of the open block that the model was not shown.</param>
/// <param name="Usage">What the requests before have used.</param>
internal sealed record PartStart(int OpenBlock, int NextBlock, IReadOnlyList<int> DiscardedBlocks, IReadOnlyList<int> StoppedBlocks, string Blanks, RawJson Usage);
