namespace Claude.Aot;

/// <summary>The current event, the message so far, and the lifetime of what is lent from both. It does no I/O.</summary>
internal sealed class StreamCursor(StreamLimits limits, DiagnosticSink diagnostics)
{
    public ViewScope Scope { get; } = new();

    public MessageFold Fold => field ??= new MessageFold(Scope.Retired, limits);

    public ref CurrentEvent Current => ref _current;

    private CurrentEvent _current;
    private FoldedBlock? _block;

    /// <summary>The shape of the last delta, where its text is all that changes from one to the next.</summary>
    public LearnedDelta Learned { get; } = new();

    /// <summary>Of the delta that was just accepted: where its text starts in the array of its JSON, and the member that the text went to; null where the next one cannot be learned from it.</summary>
    public FoldedPieces? LearnableTarget { get; private set; }

    public int LearnableTextStart { get; private set; }

    public MessageView ViewMessage(int version) => new(new ObjectSource(Scope, version, Fold.Message));

    public BlockView ViewBlock(int version) => _block is null ? default : new BlockView(new ObjectSource(Scope, version, _block));

    /// <summary>Makes the event that was read the current one, and folds it into the message.</summary>
    public void Accept()
    {
        Scope.NextVersion();
        _block = null;
        LearnableTarget = null;
        switch (_current.Role)
        {
            case EventRole.BlockDelta:
                AcceptDelta();
                break;
            case EventRole.BlockStart:
                AcceptBlockStart();
                break;
            case EventRole.BlockStop:
                _block = Fold.StopBlock(_current.Index);
                break;
            case EventRole.MessageStart:
                AcceptMessageStart();
                break;
            case EventRole.MessageDelta:
                var fold = new MessageDeltaFold(_current.Json, Fold.Message);
                EventRules.FoldMessage(_current.Type, ref fold);
                fold.FoldRest();
                break;
            case EventRole.MessageStop:
                Fold.Stop();
                break;
        }
    }

    /// <summary>Learns from the event that was just accepted, given its first byte with its framing.</summary>
    public void Learn(byte[] array, int start, int end)
    {
        if (LearnableTarget is null || !ReferenceEquals(array, _current.Json.Array) || !ReferenceEquals(array, _current.TypeName.Array))
        {
            return;
        }

        var shape = new LearnedShape(
            _current.Type, _current.Index, _current.DeltaType, _current.Json.Offset - start, _current.Body.Offset - start, _current.TypeName.Offset - start, _current.TypeName.Count);
        Learned.Learn(array.AsSpan(start, end - start), LearnableTextStart - start, in shape, LearnableTarget);
    }

    /// <summary>Makes an event of the learned shape the current one, and folds it into the message.</summary>
    public void AcceptLearned(byte[] array, int start, in LearnedMatch match)
    {
        Scope.NextVersion();
        LearnedShape shape = Learned.Shape;
        int textStart = start + Learned.HeadLength;
        _current.Type = shape.Type;
        _current.Role = EventRole.BlockDelta;
        _current.Index = shape.Index;
        _current.DeltaType = shape.DeltaType;
        _current.Json = new ArraySegment<byte>(array, start + shape.JsonStart, match.JsonLength - shape.JsonStart);
        _current.TypeName = new ArraySegment<byte>(array, start + shape.TypeNameStart, shape.TypeNameLength);
        _current.Body = new ArraySegment<byte>(array, start + shape.DeltaStart, match.DeltaLength - shape.DeltaStart);
        _current.Added = Learned.Target!.Append(new ReadOnlySpan<byte>(array, textStart, match.TextLength), match.IsEscaped);
        if (_block is null || _block.Index != shape.Index)
        {
            _block = Fold.Blocks.FindByIndex(shape.Index);
        }
    }

    public void Dispose()
    {
        Fold.Dispose();
        Scope.Dispose();
    }

    private void AcceptDelta()
    {
        FoldedBlock block = Fold.BlockFor(_current.Index, _current.DeltaType, out bool isKnown);
        if (!isKnown)
        {
            diagnostics.Report(ClaudeDiagnosticKind.DeltaWithoutBlock);
        }

        _block = block.Index < 0 ? null : block;
        var fold = new DeltaFold(_current.Body, block);
        EventRules.FoldDelta(_current.DeltaType, ref fold);
        _current.Added = fold.Added;
        Learned.Forget();
        if (fold.RuleCount == 1 && _block is not null)
        {
            LearnableTarget = fold.Target;
            LearnableTextStart = _current.Body.Offset + fold.TextStart;
        }
    }

    private void AcceptBlockStart()
    {
        if (_current.Index < 0 || !Fold.StartBlock(_current.Index, _current.Body))
        {
            diagnostics.Report(ClaudeDiagnosticKind.UnexpectedBlockStart);
            return;
        }

        _block = Fold.Blocks.FindByIndex(_current.Index);
    }

    private void AcceptMessageStart()
    {
        if (Fold.HasStarted)
        {
            diagnostics.Report(ClaudeDiagnosticKind.RepeatedMessageStart);
        }
        else
        {
            Fold.Start(_current.Body);
        }
    }
}
