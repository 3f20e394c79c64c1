namespace Claude.Aot;

/// <summary>A joint in a stream: it broke off here, and goes on by a further request. See <see cref="ClaudeClientOptions.MaxResumptions"/>.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
public sealed class StreamResumption
{
    internal StreamResumption(ClaudeException failure, long eventNumber, int blockIndex, bool continuesBlock, IReadOnlyList<int> discardedBlocks, ClaudeResponse? response)
    {
        Failure = failure;
        EventNumber = eventNumber;
        BlockIndex = blockIndex;
        ContinuesBlock = continuesBlock;
        DiscardedBlocks = discardedBlocks;
        Response = response;
    }

    /// <summary>Why the stream broke off. Its <see cref="ClaudeException.Partial"/> has the message as it stood, with the blocks that were then discarded.</summary>
    public ClaudeException Failure { get; }

    /// <summary>The number of events of the stream before the joint, pings included.</summary>
    public long EventNumber { get; }

    /// <summary>The index of the block with which the message goes on: of the one that is carried on, or the least that a new one may have.</summary>
    public int BlockIndex { get; }

    /// <summary>Whether the model carries on the text of the block at <see cref="BlockIndex"/>. Otherwise it goes on with new blocks.</summary>
    public bool ContinuesBlock { get; }

    /// <summary>
    /// The indices of blocks that the model was not shown again, and that are no part of the message any more: half tool calls, thinking without anything after it, server tool calls
    /// without a result, blank text. No later block has one of these indices.
    /// </summary>
    public IReadOnlyList<int> DiscardedBlocks { get; }

    /// <summary>The HTTP response that carries what follows.</summary>
    public ClaudeResponse? Response { get; }
}
