using System.Runtime.CompilerServices;
using Claude.Aot.Buffers;
using Claude.Aot.Diagnostics;
using Claude.Aot.Folding;
using Claude.Aot.Json;
using Claude.Aot.Views;

namespace Claude.Aot.Events;

/// <summary>The current event, the message so far, and the lifetime of the memory that callers may see of both. It does no I/O.</summary>
internal sealed class StreamCursor
{
    private readonly DiagnosticSink _diagnostics;
    private CurrentEvent _current;
    private FoldedBlock? _block;

    // The member that received the text of the last delta, if the next delta can be learned from it; otherwise null.
    private FoldedPieces? _learnable;

    public StreamCursor(MemoryLifetime lifetime, StreamLimits limits, DiagnosticSink diagnostics)
    {
        Scope = new ViewScope(lifetime);
        _diagnostics = diagnostics;
        Fold = new MessageFold(Scope.Retired, limits);
        Indices = new BlockIndices(Fold.Blocks);
    }

    public ViewScope Scope { get; }

    public MessageFold Fold { get; }

    /// <summary>Gets the map from the indices in the stream to blocks.</summary>
    public BlockIndices Indices { get; }

    public ref CurrentEvent Current => ref _current;

    /// <summary>Gets whether <c>message_delta</c> was read, which has the stop reason and the final usage.</summary>
    public bool HasMessageDelta { get; private set; }

    /// <summary>Gets or sets the first of the objects that are notified while the stream is read; null if there is none.</summary>
    public StreamObserver? Observer { get; set; }

    /// <summary>Gets the shape of the last delta, if deltas of that shape differ only in their text.</summary>
    public LearnedDelta Learned { get; } = new();

    public MessageView ViewMessage(int version) => new(new ObjectSource(Scope, version, Fold.Message));

    public BlockView ViewBlock(int version) => _block is null ? default : new BlockView(new ObjectSource(Scope, version, _block));

    /// <summary>Makes the event that was read the current event, and folds it into the message.</summary>
    public void Accept()
    {
        Scope.NextVersion();
        _block = null;
        _learnable = null;
        switch (_current.Role)
        {
            case EventRole.BlockDelta:
                AcceptDelta();
                break;
            case EventRole.BlockStart:
                AcceptBlockStart();
                break;
            case EventRole.BlockStop:
                AcceptBlockStop();
                break;
            case EventRole.MessageStart:
                AcceptMessageStart();
                break;
            case EventRole.MessageDelta:
                AcceptMessageDelta();
                break;
            case EventRole.MessageStop:
                Fold.Stop();
                Learned.Forget();
                Observer?.NotifyEnd(this, failure: null);
                break;
        }
    }

    /// <summary>Learns from the event that was just accepted. The range includes the event's framing.</summary>
    public void Learn(byte[] array, int start, int end)
    {
        if (_learnable is null || !ReferenceEquals(array, _current.Array) || _current.NameArray is not null)
        {
            return;
        }

        var shape = new LearnedShape(
            _current.Type,
            _current.Index,
            _current.DeltaType,
            _current.JsonRange.Start - start,
            _current.BodyRange.Start - start,
            _current.NameRange.From(start));
        Learned.Learn(array.AsSpan(start, end - start), _current.TextRange.From(start), in shape, _learnable);
    }

    /// <summary>Makes an event of the learned shape the current event, and folds it into the message.</summary>
    public void AcceptLearned(byte[] array, int start)
    {
        Scope.NextVersion();
        ref CurrentEvent current = ref _current;
        LearnedDelta learned = Learned;
        if (current.LearnedId != learned.Id)
        {
            StartLearned();
        }

        current.Origin = start;
        current.JsonRange = new ByteRange(current.JsonRange.Start, learned.JsonLength - current.JsonRange.Start);
        current.BodyRange = new ByteRange(current.BodyRange.Start, learned.BodyLength - current.BodyRange.Start);
        current.TextRange = new ByteRange(current.TextRange.Start, learned.TextLength);
        if (!ReferenceEquals(current.Array, array))
        {
            current.Array = array;
        }

        FoldedPieces target = learned.Target!;
        bool wasSplit = target.HasPendingHighSurrogate;
        SetAdded(target, target.Commit(learned.DecodedLength, learned.PendingHighSurrogate), wasSplit);
    }

    /// <summary>
    /// Releases the references to the memory of the last event, which nobody may access anymore. A waiting stream must not keep arrays that it has returned.
    /// </summary>
    public void ReleaseEvent()
    {
        _current.Array = null;
        _current.NameArray = null;
    }

    /// <summary>Returns the memory of the message and of the views. The lifetime decides when.</summary>
    public void ReturnMemory()
    {
        ReleaseEvent();
        Fold.Dispose();
        Scope.ReturnMemory();
    }

    /// <summary>Sets the properties that all events of the learned shape have in common.</summary>
    private void StartLearned()
    {
        LearnedShape shape = Learned.Shape;
        _current = default;
        _current.LearnedId = Learned.Id;
        _current.Type = shape.Type;
        _current.Role = EventRole.BlockDelta;
        _current.Index = shape.Index;
        _current.DeltaType = shape.DeltaType;
        _current.NameRange = shape.Name;
        _current.JsonRange = new ByteRange(shape.JsonStart, 0);
        _current.BodyRange = new ByteRange(shape.BodyStart, 0);
        _current.TextRange = new ByteRange(Learned.HeadLength, 0);
        _block = Fold.Blocks.FindByIndex(shape.Index);
    }

    private void AcceptDelta()
    {
        FoldedBlock block = Fold.BlockFor(_current.Index, _current.DeltaType, out bool isKnown);
        if (!isKnown)
        {
            _diagnostics.Report(ClaudeDiagnosticKind.DeltaWithoutBlock);
        }

        _block = block.Index < 0 ? null : block;
        block.HasDeltas = true;
        var fold = new DeltaFold(_current.Body, in _current.Member, block);
        EventRules.FoldDelta(_current.DeltaType, ref fold);
        if (fold.Target is null || fold.RuleCount != 1)
        {
            // The delta may have replaced the member that the learned shape appends to.
            Learned.Forget();
        }

        if (fold.Target is not null)
        {
            _current.TextRange = new ByteRange(_current.BodyRange.Start + fold.TextStart, fold.TextLength);
            bool wasSplit = fold.Target.HasPendingHighSurrogate;
            SetAdded(fold.Target, fold.Target.Append(_current.RawText, fold.IsEscaped), wasSplit);
            _learnable = fold.RuleCount == 1 && _block is not null ? fold.Target : null;
        }

        if (Observer is not null && Observer.NotifyDelta(this))
        {
            // Learned deltas are read without a notification.
            _learnable = null;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetAdded(FoldedPieces target, ByteRange added, bool wasSplit)
    {
        _current.AddedRange = added;
        _current.IsSplit = wasSplit | target.HasPendingHighSurrogate;
        if (!ReferenceEquals(_current.AddedArray, target.Array))
        {
            _current.AddedArray = target.Array;
        }
    }

    private void AcceptBlockStart()
    {
        if (_current.Index < 0 || _current.BodyRange.Length == 0)
        {
            _diagnostics.Report(ClaudeDiagnosticKind.UnexpectedBlockStart);
            return;
        }

        _block = Fold.StartBlock(_current.Index, _current.BlockType, _current.Body);
        if (EventRules.ChangesMessage(_current.BlockType))
        {
            var fold = new DeltaFold(_current.Body, only: default, Fold.Shown);
            EventRules.FoldBlock(_current.BlockType, ref fold);
        }
    }

    private void AcceptBlockStop()
    {
        _block = Fold.StopBlock(_current.Index);

        // Further deltas with this index do not belong to this block.
        Learned.Forget();
        if (_block is not null)
        {
            Observer?.NotifyBlock(ViewBlock(Scope.Version));
        }
    }

    private void AcceptMessageDelta()
    {
        if (HasMessageDelta)
        {
            _diagnostics.Report(ClaudeDiagnosticKind.RepeatedMessageDelta);
        }

        HasMessageDelta = true;
        var fold = new DeltaFold(_current.Json, only: default, Fold.Message);
        EventRules.FoldMessage(_current.Type, ref fold);
        fold.FoldRest(_current.Type);
    }

    private void AcceptMessageStart()
    {
        if (!Fold.HasStarted)
        {
            Fold.Start(_current.Body);
            return;
        }

        _diagnostics.Report(ClaudeDiagnosticKind.RepeatedMessageStart);
        if (IdOf(_current.Body).SequenceEqual(Fold.Id))
        {
            Fold.MergeUsage(_current.Body);
            return;
        }

        Learned.Forget();
        Fold.StartAgain(_current.Body);
        Indices.StartAnew();
    }

    private static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> message) =>
        JsonObjectScanner.TryFind(message, "id"u8, out JsonObjectScanner id) ? id.Value : default;
}
