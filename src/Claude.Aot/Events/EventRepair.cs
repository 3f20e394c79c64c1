using System.Text.Json;
using Claude.Aot.Diagnostics;
using Claude.Aot.Folding;
using Claude.Aot.Json;

namespace Claude.Aot.Events;

/// <summary>
/// Replaces events that deviate by those that the API would have sent: with the index of their block, in a block of their own kind, with text where text belongs. So everything that
/// is made of events says the same: the message, the text, owned events, and what is relayed.
/// </summary>
internal sealed class EventRepair(StreamCursor cursor, DiagnosticSink diagnostics)
{
    private const int Nowhere = -2;

    private readonly EventRewriter _rewriter = new(cursor.Scope.Scratch);

    // The block that was opened for deltas that do not fit the block of their index; -1 while none is open.
    private int _spilled = -1;

    // By the type of a delta that appends text: the last block that took one.
    private int[] _newest = [];

    /// <summary>Whether events are left that replace the one that was looked at last.</summary>
    public bool HasNext => _rewriter.HasNext;

    /// <summary>The next of those events, as JSON.</summary>
    public ArraySegment<byte> TakeNext() => _rewriter.TakeNext();

    /// <summary>Forgets the stream so far: another body follows, whose events are whole.</summary>
    public void Reset()
    {
        _spilled = -1;
        _newest = [];
        cursor.Indices.Reset();
    }

    /// <summary>Looks at the current event, which was read but not yet accepted.</summary>
    /// <returns>Whether it stays as it is. If not, the events that replace it, if any, are next.</returns>
    /// <exception cref="ClaudeStreamException">It deviates, and deviations are errors.</exception>
    public bool TryKeep()
    {
        ref readonly CurrentEvent e = ref cursor.Current;
        return e.Role switch
        {
            // It says nothing of a block.
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

    /// <summary>Remembers which block the current event brings text for, if it is one of the events that were taken here.</summary>
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

    /// <summary>The index of the block that takes a delta; <see cref="Nowhere"/> if there is nothing to take.</summary>
    private int PlaceDelta(in CurrentEvent e, FoldedBlock? block)
    {
        ReportIndex(in e);
        bool fits = block is not null && EventRules.Takes(block.Type, e.DeltaType);
        ReadOnlySpan<byte> start = EventRules.ImplicitBlock(e.DeltaType);
        if (fits && block!.IsOpen && block.Index < NewestOf(e.DeltaType) && !IsHalfPending(block))
        {
            diagnostics.Report(ClaudeDiagnosticKind.InterleavedText);
            return Spill(in e, fits, start, block);
        }

        if (fits && (block!.IsOpen || EventRules.AppendedMember(e.DeltaType).IsEmpty))
        {
            // A signature may come after its block was stopped.
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

    /// <summary>Opens a block for a delta whose index means a block that cannot take it.</summary>
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

        // A block that can grow no more is followed by another at its index; one of another type is not.
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

    /// <summary>A message that has content already, which came whole: its blocks follow in events of their own.</summary>
    private bool TryKeepMessageStart(in CurrentEvent e)
    {
        StopSpilled();
        bool hasContent = JsonObjectScanner.TryFind(e.Body, "content"u8, out JsonObjectScanner content) && !IsEmptyArray(content.Value);
        if (!hasContent || content.ValueKind != JsonTokenType.StartArray)
        {
            return KeepUnlessQueued(in e);
        }

        diagnostics.Report(ClaudeDiagnosticKind.ContentInMessageStart);
        _rewriter.WriteMessageStart(in e);
        int index = cursor.Indices.Next;
        foreach (RawJson json in new RawJson(content.Value.ToArray()).EnumerateArray())
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
            && JsonObjectScanner.TryFind(delta.Value, "usage"u8, out JsonObjectScanner usage) && usage.ValueKind != JsonTokenType.Null;
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
        if (JsonObjectScanner.TryFind(e.Json, "message"u8, out JsonObjectScanner message) && message.ValueKind == JsonTokenType.StartObject)
        {
            diagnostics.Report(ClaudeDiagnosticKind.MessageInMessageStop);
            FoldedObject folded = cursor.Fold.Message;
            bool hasReason = folded.JsonOf("stop_reason"u8) is { IsEmpty: false } reason && !reason.SequenceEqual("null"u8);

            // The usage that message_start told is that of the beginning.
            _rewriter.WriteMissingEnd(message.Value, withReason: !hasReason, withUsage: folded.Find("usage"u8) is not FoldedNested { Object.IsChanged: true });
        }

        return KeepUnlessQueued(in e);
    }

    /// <summary>Whether a block can take a delta and the message still reads as the stream did: no later block has taken text of that type.</summary>
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

        // The block before takes no more.
        cursor.Learned.Forget();
        return true;
    }

    /// <summary>Whether a block waits for the other half of a character, which no other block can take.</summary>
    private static bool IsHalfPending(FoldedBlock block) => block.Find(EventRules.TextMember(block.Type)) is FoldedPieces { IsHalfPending: true };

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

    private static bool IsEmptyArray(ReadOnlySpan<byte> json) => json.Length < 2 || json[1..^1].Trim(" \t\r\n"u8).IsEmpty;
}
