using Claude.Aot.Buffers;
using Claude.Aot.Json;
using Claude.Aot.Model;

namespace Claude.Aot.Folding;

/// <summary>
/// The message so far. Events are folded into it by the rules of the schema. It is stored as bytes, so that reading it costs the same regardless of how much
/// has been received.
/// </summary>
internal sealed class MessageFold
{
    private readonly FoldMemory _memory;
    private readonly FoldedMessage _message;
    private readonly FoldedBlock _unplaced;
    private readonly int _maxBlocks;

    public MessageFold(RetiredArrays retired, StreamLimits limits)
    {
        _maxBlocks = limits.MaxBlocks;
        _memory = new FoldMemory(retired);
        _message = new FoldedMessage(_memory);
        _unplaced = new FoldedBlock(_memory) { Index = -1 };
    }

    public FoldedObject Message => _message;

    public FoldedBlocks Blocks => _message.Blocks;

    /// <summary>Gets the members of the message that a block changed.</summary>
    public FoldedObject Shown => _message.Shown;

    public bool HasStarted { get; private set; }

    public bool HasStopped { get; private set; }

    /// <summary>Gets the id of the message as JSON; empty if it has none.</summary>
    public ReadOnlySpan<byte> Id => _message.ReceivedValue("id"u8);

    public void Start(ReadOnlySpan<byte> message)
    {
        _message.Receive(message);
        HasStarted = true;
    }

    /// <summary>
    /// Handles the start of another message within this one: open blocks stay as they are and incomplete, and the usage of the new message is used.
    /// </summary>
    public void StartAgain(ReadOnlySpan<byte> message)
    {
        while (Blocks.NewestOpen is { } open)
        {
            open.IsAbandoned = true;
            open.CompleteTexts();
        }

        MergeUsage(message);
    }

    /// <summary>Replaces the usage counts of the message with those that are not null.</summary>
    public void MergeUsage(ReadOnlySpan<byte> message)
    {
        if (JsonObjectScanner.TryFind(message, "usage"u8, out JsonObjectScanner usage))
        {
            Message.Merge("usage"u8, usage.Value);
        }
    }

    /// <summary>Opens the block with an index. If a delta has already opened that block, sets its start.</summary>
    public FoldedBlock StartBlock(int index, ContentBlockType type, ReadOnlySpan<byte> json)
    {
        FoldedBlock block = Blocks.FindByIndex(index) ?? OpenBlock(index);
        block.OpenedBy = DeltaType.None;
        block.Type = type;
        block.Receive(json);
        return block;
    }

    /// <summary>
    /// Gets the block that a delta of that type belongs to. If the block's start was never received, the delta opens it. A delta with an index that no block
    /// can have is not part of the message.
    /// </summary>
    public FoldedBlock BlockFor(int index, DeltaType type, out bool isKnown)
    {
        FoldedBlock? block = Blocks.FindByIndex(index);
        isKnown = block is { OpenedBy: DeltaType.None };
        if (block is not null)
        {
            return block;
        }

        ReadOnlySpan<byte> start = EventRules.ImplicitBlock(type);
        if (index < 0 || start.IsEmpty)
        {
            return _unplaced;
        }

        block = OpenBlock(index);
        block.OpenedBy = type;
        block.Type = ContentBlockTypes.Parse(JsonObjectScanner.TryFind(start, "type"u8, out JsonObjectScanner name) ? name.StringContent : default);
        block.Receive(start);
        return block;
    }

    public FoldedBlock? StopBlock(int index)
    {
        FoldedBlock? block = Blocks.FindByIndex(index);
        if (block is not null)
        {
            block.IsComplete = true;
            block.CompleteTexts();
        }

        return block;
    }

    /// <summary>Completes the message, and every block that was not abandoned, even if the block's own stop was not received.</summary>
    public void Stop()
    {
        HasStopped = true;
        for (int i = 0; i < Blocks.Count; i++)
        {
            Blocks[i].IsComplete |= !Blocks[i].IsAbandoned;
            Blocks[i].CompleteTexts();
        }
    }

    public MessageImage? ToImage() => _message.ToImage();

    public void Dispose()
    {
        _message.Clear();
        _unplaced.Clear();
        _memory.Return();
    }

    private FoldedBlock OpenBlock(int index)
    {
        if (Blocks.Count >= _maxBlocks)
        {
            ClaudeTransportException.ThrowLimitExceeded(nameof(StreamLimits.MaxBlocks), _maxBlocks, unit: "");
        }

        return Blocks.Open(index);
    }
}
