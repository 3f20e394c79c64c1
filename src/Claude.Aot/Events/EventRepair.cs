using System.Text.Json;
using Claude.Aot.Diagnostics;
using Claude.Aot.Folding;
using Claude.Aot.Json;

namespace Claude.Aot.Events;

/// <summary>
/// Replaces events that deviate from the API with the events that the API would have sent: with the index of their block, in a block of the right type, and
/// with strings where strings belong. As a result, everything that is derived from the events is consistent: the message, the text, owned events, and relayed
/// events.
/// </summary>
internal sealed class EventRepair(StreamCursor cursor, DiagnosticSink diagnostics)
{
    private const int Nowhere = -2;

    private readonly EventRewriter _rewriter = new(cursor.Scope.Scratch);

    // The block that was opened for deltas that do not fit the block with their index; -1 if none is open.
    private int _spilled = -1;

    // For each type of delta that appends text: the index of the last block that received one.
    private int[] _newest = [];

    /// <summary>Gets whether there are more events that replace the last examined event.</summary>
    public bool HasNext => _rewriter.HasNext;

    /// <summary>Takes the next of those events, as JSON.</summary>
    public ArraySegment<byte> TakeNext() => _rewriter.TakeNext();

    /// <summary>Resets the state of the stream. Called when another body follows, whose events are complete.</summary>
    public void Reset()
    {
        _spilled = -1;
        _newest = [];
        cursor.Indices.Reset();
    }

    /// <summary>Examines the current event, which was read but not yet accepted.</summary>
    /// <returns>Whether the event is kept unchanged. If not, the events that replace it, if any, are next.</returns>
    /// <exception cref="ClaudeTransportException">The event deviates, and deviations are treated as errors.</exception>
    public bool TryKeep()
    {
        ref readonly CurrentEvent e = ref cursor.Current;
        return e.Role switch
        {
            // The event contains no block or delta.
            EventRole.BlockDelta or EventRole.BlockStart when e.BodyRange.Length == 0 => true,
            EventRole.BlockDelta => TryKeepDelta(in e),
            EventRole.BlockStart => TryKeepStart(in e),
            EventRole.BlockStop => TryKeepStop(in e),
            EventRole.MessageStart => TryKeepMessageStart(in e),
            EventRole.MessageDelta => TryKeepMessageDelta(in e),
            EventRole.MessageStop => TryKeepMessageStop(in e),
            _ => true,
        };
    }

    /// <summary>Records which block the current event adds text to, if it is one of the events that were taken from here.</summary>
    public void NoteGrowth()
    {
        if (cursor.Current.Role == EventRole.BlockDelta)
        {
            TryGrow(cursor.Current.DeltaType, cursor.Current.Index);
        }
    }

    private bool TryKeepDelta(in CurrentEvent e)
    {
        FoldedBlock? block = FindBlock(in e);
        bool isUsual = block is { IsOpen: true } && block.Index == e.Index && !e.HasOddIndex && !e.HasOddText && EventRules.Takes(block.Type, e.DeltaType);
        if (isUsual && TryGrow(e.DeltaType, e.Index))
        {
            return true;
        }

        if (e.HasOddText)
        {
            diagnostics.Report(ClaudeDiagnosticKind.TextNotString);
        }

        int index = PlaceDelta(in e, block);
        if (index == Nowhere)
        {
            return false;
        }

        TryGrow(e.DeltaType, index);
        if (index < 0 || (index == e.Index && !e.HasOddIndex && !e.HasOddText))
        {
            return true;
        }

        _rewriter.WriteDelta(in e, index);
        return false;
    }

    /// <summary>Gets the index of the block that accepts a delta; <see cref="Nowhere"/> if the delta is dropped because it is empty.</summary>
    private int PlaceDelta(in CurrentEvent e, FoldedBlock? block)
    {
        ReportIndex(in e);
        bool fits = block is not null && EventRules.Takes(block.Type, e.DeltaType);
        ReadOnlySpan<byte> start = EventRules.ImplicitBlock(e.DeltaType);
        if (fits && block!.IsOpen && block.Index < NewestOf(e.DeltaType) && !EndsInHighSurrogate(block))
        {
            diagnostics.Report(ClaudeDiagnosticKind.InterleavedText);
            return Spill(in e, fits, start, block);
        }

        if (fits && (block!.IsOpen || EventRules.AppendedMember(e.DeltaType).IsEmpty))
        {
            // A signature may arrive after its block was stopped.
            return block.Index;
        }

        FoldedBlock? open = cursor.Fold.Blocks.FindOpen(e.DeltaType, NewestOf(e.DeltaType));
        if (start.IsEmpty)
        {
            return e.Index < 0 && open is not null ? open.Index : e.Index;
        }

        if (e.Index >= 0)
        {
            diagnostics.Report(block is null || fits ? ClaudeDiagnosticKind.DeltaWithoutBlock : ClaudeDiagnosticKind.MismatchedDelta);
        }

        if (open is not null)
        {
            if (block is null && e.Index >= 0)
            {
                cursor.Indices.Set(e.Index, open.Index);
            }

            return open.Index;
        }

        return block is null ? OpenAt(e.Index)
            : fits && !EventRules.AppendsText(e.DeltaType) ? block.Index
            : Spill(in e, fits, start, block);
    }

    /// <summary>Opens a block for a delta whose index refers to a block that cannot accept it.</summary>
    private int Spill(in CurrentEvent e, bool fits, ReadOnlySpan<byte> start, FoldedBlock block)
    {
        if (EventRewriter.IsEmptyDelta(e.Body))
        {
            return Nowhere;
        }

        StopSpilled();

        if (fits && block.IsOpen)
        {
            _rewriter.WriteStop(block.Index);
        }

        // If the block has the right type but cannot grow, its index refers to the new block from now on. If it has another type, it keeps its index.
        int index = fits ? cursor.Indices.Open(e.Index) : cursor.Indices.OpenApart();
        _spilled = fits ? -1 : index;
        _rewriter.WriteStart(index, start);
        return index;
    }

    private bool TryKeepStart(in CurrentEvent e)
    {
        if (e.IsUsualBlock && cursor.Indices.IsNext(e.Index) && _spilled < 0 && !HasNext)
        {
            return true;
        }

        ReportIndex(in e);
        StopSpilled();
        FoldedBlock? block = FindBlock(in e);
        FoldedBlock? opened = e.Index < 0 ? cursor.Fold.Blocks.NewestOpen : block;
        int index;
        if (opened is { IsOpen: true, OpenedBy: not DeltaType.None } && EventRules.Takes(e.BlockType, opened.OpenedBy))
        {
            index = opened.Index;
        }
        else if (block is null)
        {
            bool wasOwn = cursor.Indices.AreOwn;
            index = OpenAt(e.Index);
            if (wasOwn && e.Index >= 0 && index != e.Index)
            {
                diagnostics.Report(ClaudeDiagnosticKind.UnexpectedBlockStart);
            }
        }
        else
        {
            diagnostics.Report(ClaudeDiagnosticKind.UnexpectedBlockStart);
            if (block.IsOpen && !block.HasDeltas && e.Body.AsSpan().SequenceEqual(block.Received))
            {
                return false;
            }

            if (block.IsOpen)
            {
                _rewriter.WriteStop(block.Index);
            }

            index = cursor.Indices.Open(e.Index);
        }

        var start = new BlockStart(e.Body, e.BlockType);
        if (index == e.Index && !e.HasOddIndex && start.IsUsual && !HasNext)
        {
            return true;
        }

        WriteStart(in e, index, in start);
        return false;
    }

    private void WriteStart(in CurrentEvent e, int index, in BlockStart start)
    {
        if (start.LacksInput)
        {
            diagnostics.Report(ClaudeDiagnosticKind.MissingToolInput);
        }

        if (start.HasOddText)
        {
            diagnostics.Report(ClaudeDiagnosticKind.TextNotString);
        }

        _rewriter.WriteStart(in e, index, in start);
    }

    private bool TryKeepStop(in CurrentEvent e)
    {
        ReportIndex(in e);
        FoldedBlock? block = e.Index < 0 ? cursor.Fold.Blocks.NewestOpen : FindBlock(in e);
        if (block is null)
        {
            diagnostics.Report(ClaudeDiagnosticKind.UnexpectedBlockStop);
            return false;
        }

        if (block.Index == _spilled)
        {
            _spilled = -1;
        }

        StopSpilled();
        if (block.Index == e.Index && !e.HasOddIndex && !HasNext)
        {
            return true;
        }

        _rewriter.WriteStop(in e, block.Index);
        return false;
    }

    /// <summary>Handles the start of a message that already contains its content: the blocks are written as separate events.</summary>
    private bool TryKeepMessageStart(in CurrentEvent e)
    {
        StopSpilled();
        bool hasContent = JsonObjectScanner.TryFind(e.Body, "content"u8, out JsonObjectScanner content) && !IsEmptyArray(content.Value);
        if (!hasContent || content.ValueKind != JsonValueKind.Array)
        {
            return KeepUnlessQueued(in e);
        }

        diagnostics.Report(ClaudeDiagnosticKind.ContentInMessageStart);
        _rewriter.WriteMessageStart(in e);
        int index = cursor.Indices.Next;
        foreach (RawJson json in new RawJson(content.Value.ToArray()).Elements())
        {
            var start = new BlockStart(json.Utf8, BlockStart.TypeOf(json.Utf8));
            WriteStart(default, index, in start);
            _rewriter.WriteStop(index);
            index = BlockIndices.After(index);
        }

        return false;
    }

    private bool TryKeepMessageDelta(in CurrentEvent e)
    {
        StopSpilled();
        bool hasUsage = JsonObjectScanner.TryFind(e.Json, "delta"u8, out JsonObjectScanner delta)
            && JsonObjectScanner.TryFind(delta.Value, "usage"u8, out JsonObjectScanner usage) && usage.ValueKind != JsonValueKind.Null;
        if (!hasUsage)
        {
            return KeepUnlessQueued(in e);
        }

        diagnostics.Report(ClaudeDiagnosticKind.UsageInDelta);
        _rewriter.WriteMessageDelta(in e);
        return false;
    }

    private bool TryKeepMessageStop(in CurrentEvent e)
    {
        StopSpilled();
        if (JsonObjectScanner.TryFind(e.Json, "message"u8, out JsonObjectScanner message) && message.ValueKind == JsonValueKind.Object)
        {
            diagnostics.Report(ClaudeDiagnosticKind.MessageInMessageStop);
            FoldedObject folded = cursor.Fold.Message;
            bool hasReason = folded.JsonOf("stop_reason"u8) is { IsEmpty: false } reason && !reason.SequenceEqual("null"u8);

            // The usage in message_start describes only the beginning of the message.
            _rewriter.WriteMissingEnd(message.Value, withReason: !hasReason, withUsage: folded.Find("usage"u8) is not FoldedNested { Object.IsChanged: true });
        }

        return KeepUnlessQueued(in e);
    }

    /// <summary>
    /// Returns whether a block can accept a delta without changing the order of the text, because no later block has received text of that type. If so, records
    /// the block.
    /// </summary>
    private bool TryGrow(DeltaType type, int index)
    {
        if (!EventRules.AppendsText(type) || index < 0)
        {
            return true;
        }

        int newest = NewestOf(type);
        if (newest == index)
        {
            return true;
        }

        if (newest > index)
        {
            return false;
        }

        if ((int)type >= _newest.Length)
        {
            Array.Resize(ref _newest, (int)type + 1);
        }

        _newest[(int)type] = index;

        // The previous block receives no more text.
        cursor.Learned.Forget();
        return true;
    }

    /// <summary>Returns whether a block ends with a high surrogate. No other block can accept its low surrogate.</summary>
    private static bool EndsInHighSurrogate(FoldedBlock block) =>
        block.Find(EventRules.TextMember(block.Type)) is FoldedPieces { HasPendingHighSurrogate: true };

    private int NewestOf(DeltaType type) => (int)type < _newest.Length ? _newest[(int)type] : 0;

    private FoldedBlock? FindBlock(in CurrentEvent e) => e.Index < 0 ? null : cursor.Indices.Find(e.Index);

    private int OpenAt(int index) => index < 0 ? cursor.Indices.Next : cursor.Indices.Open(index);

    private void ReportIndex(in CurrentEvent e)
    {
        if (e.HasOddIndex)
        {
            diagnostics.Report(ClaudeDiagnosticKind.UnreadableIndex);
        }
    }

    private void StopSpilled()
    {
        if (_spilled >= 0)
        {
            _rewriter.WriteStop(_spilled);
            _spilled = -1;
        }
    }

    private bool KeepUnlessQueued(in CurrentEvent e)
    {
        if (HasNext)
        {
            _rewriter.WriteCopy(in e);
            return false;
        }

        return true;
    }

    private static bool IsEmptyArray(ReadOnlySpan<byte> json) => json.Length < 2 || json[1..^1].Trim(JsonBytes.Whitespace).IsEmpty;
}
