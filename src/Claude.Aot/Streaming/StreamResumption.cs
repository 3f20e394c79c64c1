namespace Claude.Aot;

/// <summary>A point at which a stream was interrupted and resumed by a further request. See <see cref="ClaudeClientOptions.MaxResumptions"/>.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
/// <example>
/// <code>
/// Message message = await stream.GetFinalMessageAsync();
/// foreach (StreamResumption resumption in stream.Resumptions)
///     Console.WriteLine($"Resumed at event {resumption.EventNumber}, after: {resumption.Failure.Message}");
/// </code>
/// </example>
public sealed class StreamResumption
{
    internal StreamResumption(
        ClaudeException failure,
        long eventNumber,
        int blockIndex,
        bool continuesBlock,
        IReadOnlyList<int> discardedBlocks,
        ClaudeResponse? response)
    {
        Failure = failure;
        EventNumber = eventNumber;
        BlockIndex = blockIndex;
        ContinuesBlock = continuesBlock;
        DiscardedBlocks = discardedBlocks;
        Response = response;
    }

    /// <summary>
    /// The failure that interrupted the stream. Its <see cref="ClaudeException.Partial"/> holds the message at that time, including the blocks that were then
    /// discarded.
    /// </summary>
    public ClaudeException Failure { get; }

    /// <summary>The number of events of the stream before the resumption point, including pings.</summary>
    public long EventNumber { get; }

    /// <summary>
    /// The index of the block at which the message continues: the index of the block whose text is continued, or the lowest index that a new block can have.
    /// </summary>
    public int BlockIndex { get; }

    /// <summary>Whether the model continues the text of the block at <see cref="BlockIndex"/>. Otherwise it continues with new blocks.</summary>
    public bool ContinuesBlock { get; }

    /// <summary>
    /// The indices of the blocks that were not sent back to the model and were removed from the message: incomplete tool calls, thinking that is not followed
    /// by another block, server tool calls without a result, and text that is empty or only whitespace. No later block has one of these indices.
    /// </summary>
    public IReadOnlyList<int> DiscardedBlocks { get; }

    /// <summary>The HTTP response that carries the stream after the resumption point.</summary>
    public ClaudeResponse? Response { get; }
}
