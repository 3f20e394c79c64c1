using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Claude.Aot.Buffers;
using Claude.Aot.Diagnostics;
using Claude.Aot.Folding;
using Claude.Aot.Json;
using Claude.Aot.Sse;

namespace Claude.Aot.Events;

/// <summary>
/// The events in the buffered bytes. This class reads them one by one and makes each the current event of the cursor. It compares an event with the learned
/// delta if possible, then tries the templates, and otherwise uses the general event reader. Nothing here waits.
/// </summary>
internal sealed class BufferedEvents
{
    private readonly StreamLimits _limits;
    private readonly DiagnosticSink _diagnostics;
    private readonly EventReader _reader;
    private readonly EventRepair _repair;
    private SseReader _sse;

    // Whether an event was parsed but not taken yet, and whether it has the learned shape.
    private bool _hasNext;
    private bool _isLearned;

    // The location of that event, including its framing.
    private byte[] _eventArray = [];
    private int _eventStart;
    private int _eventEnd;

    private bool _hasAdopted;
    private SseDialect _reportedDialect;

    public BufferedEvents(SseReader sse, MemoryLifetime lifetime, StreamLimits limits, DiagnosticSink diagnostics)
    {
        _sse = sse;
        _limits = limits;
        _diagnostics = diagnostics;
        Cursor = new StreamCursor(lifetime, limits, diagnostics);
        _reader = new EventReader(Cursor, limits, diagnostics);
        _repair = new EventRepair(Cursor, diagnostics);
    }

    public StreamCursor Cursor { get; }

    /// <inheritdoc cref="EventReader.UsesTemplates"/>
    public bool UsesTemplates
    {
        get => _reader.UsesTemplates;
        set => _reader.UsesTemplates = value;
    }

    /// <summary>
    /// Returns whether there is a next event. An event of the learned shape is only matched here, not taken: reading it with another reader would cost far more
    /// than matching it twice.
    /// </summary>
    public bool HasNext() => _hasNext || (HasMore && ((Cursor.Learned.IsPending = IsLearnedNext()) || (_hasNext = TryParse())));

    /// <summary>Takes the next event if it has the learned shape and is contiguous, as nearly every event of a long message is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTakeLearned()
    {
        LearnedDelta learned = Cursor.Learned;
        if (_hasNext || !(learned.IsPending || IsLearnedNext()) || !_reader.TryCount(learned.JsonLength - learned.Shape.JsonStart))
        {
            return false;
        }

        learned.IsPending = false;
        int start = _sse.BufferedOffset;
        _sse.Advance(learned.Length);
        Cursor.AcceptLearned(_sse.BufferedArray, start);
        return true;
    }

    /// <summary>Takes the next event of any kind. Called after <see cref="TryTakeLearned"/> has returned false.</summary>
    /// <returns>False if no whole event is buffered, or the message has ended.</returns>
    public bool TryTake()
    {
        if (!_hasNext && !TryParse())
        {
            return false;
        }

        _hasNext = false;
        if (_isLearned)
        {
            _isLearned = false;
            Cursor.AcceptLearned(_eventArray, _eventStart);
            return true;
        }

        Cursor.Accept();
        Cursor.Learn(_eventArray, _eventStart, _eventEnd);
        return true;
    }

    /// <summary>Gets the size of the data of an unfinished event at the end of the body that was not adopted, in bytes and in lines.</summary>
    public (int Bytes, int Lines) Unfinished { get; private set; }

    /// <summary>At the end of the body, adopts a final event that lacks only its blank line as the next event, if its data is one whole JSON object.</summary>
    public bool TryAdoptUnfinished()
    {
        if (_hasAdopted || !_sse.TryReadUnfinished(out SseEvent sse))
        {
            return false;
        }

        _hasAdopted = true;
        long events = _diagnostics.EventNumber;
        try
        {
            // The data of an error event may be plain text.
            bool isError = EventRules.RoleOf(StreamEventTypes.Parse(sse.Name)) == EventRole.Error && !sse.Data.IsEmpty;
            _hasNext = (isError || sse.Data.TrimStart(JsonBytes.Whitespace) is [(byte)'{', ..]) && _reader.TryRead(in sse) && TrySettle();
        }
        catch (ClaudeTransportException)
        {
            _hasNext = false;
        }

        if (!_hasNext)
        {
            Unfinished = (sse.DataLength, sse.Data.Count((byte)'\n') + 1);
            _diagnostics.EventNumber = events;
            return false;
        }

        _diagnostics.Report(ClaudeDiagnosticKind.UnfinishedFinalEvent);
        return true;
    }

    /// <summary>Ends the lifetime of all memory that callers may see. Called before the buffered bytes are released.</summary>
    public void Release()
    {
        Cursor.Scope.ReleaseBorrowed();
        Cursor.ReleaseEvent();
        _eventArray = [];
    }

    /// <summary>Continues with the bytes of another body.</summary>
    public void Continue(SseReader sse)
    {
        Cursor.Learned.Forget();
        _repair.Reset();
        _sse = sse;
        _hasAdopted = false;
    }

    private bool HasMore => _repair.HasNext || !_sse.IsDry;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsLearnedNext()
    {
        if (!_sse.IsBetweenEvents)
        {
            return false;
        }

        LearnedOutcome outcome = Cursor.Learned.Read(_sse.Buffered);
        if (outcome == LearnedOutcome.Unfinished)
        {
            _sse.TryEndBatch();
        }

        return outcome == LearnedOutcome.Match && _sse.IsWithinLimits(Cursor.Learned.Length);
    }

    private bool TryParse()
    {
        if (Cursor.Fold.HasStopped || !HasMore)
        {
            return false;
        }

        while (true)
        {
            if (_repair.HasNext)
            {
                ReadRepaired();
                return true;
            }

            SetEventArray(_sse.BufferedArray);
            _eventStart = _sse.BufferedOffset;
            var template = new EventTemplateReader(_sse.Buffered, _limits.MaxDepth, isFramed: true);
            if (TryMatchTemplate(ref template))
            {
                _sse.Advance(template.Length);
                _eventEnd = _sse.BufferedOffset;
                ReportDialect();
                if (_reader.TryRead(in template, _eventArray, _eventStart) && TrySettle())
                {
                    return true;
                }

                continue;
            }

            if (!_sse.TryReadBuffered(out SseEvent sse))
            {
                if (_sse.Dialect != _reportedDialect)
                {
                    // Lines without data may also have unusual framing. It is reported with the next event, so that event must be read here.
                    Cursor.Learned.Forget();
                }

                return false;
            }

            _eventEnd = ReferenceEquals(_eventArray, _sse.BufferedArray) ? _sse.BufferedOffset : _eventStart;
            ReportDialect();
            if (TryMatchLearned(in sse) || (_reader.TryRead(in sse) && TrySettle()))
            {
                return true;
            }
        }
    }

    /// <summary>
    /// Returns whether the next event is whole and has the exact form in which the API writes it. Everything outside its body is ASCII, so only the body needs
    /// UTF-8 validation.
    /// </summary>
    private bool TryMatchTemplate(ref EventTemplateReader template) =>
        UsesTemplates && _sse.IsBetweenEvents && template.TryBegin() && EventTemplates.TryRead(ref template)
        && _sse.IsWithinLimits(template.Length) && Utf8.IsValid(_sse.Buffered.Slice(template.Body.Start, template.Body.Length));

    /// <summary>Determines whether the event that was read is kept unchanged. If other events replace it, reads the first of them.</summary>
    /// <returns>False if the event is left out.</returns>
    private bool TrySettle()
    {
        if (_repair.TryKeep())
        {
            return true;
        }

        // The replacement is not in the body, so nothing can be learned from it.
        Cursor.Learned.Forget();
        if (!_repair.HasNext)
        {
            return false;
        }

        ReadRepaired();
        return true;
    }

    private void ReadRepaired()
    {
        _reader.ReadRepaired(_repair.TakeNext());
        _repair.NoteGrowth();
    }

    /// <summary>Matches an event of the learned shape that was not contiguous.</summary>
    private bool TryMatchLearned(in SseEvent sse)
    {
        _isLearned = Cursor.Learned.TryRead(in sse);
        if (_isLearned)
        {
            _reader.Count(sse.DataLength);
            _eventArray = sse.DataArray;
            _eventStart = sse.DataOffset - Cursor.Learned.Shape.JsonStart;
        }

        return _isLearned;
    }

    // Storing a reference requires a GC write barrier, which costs more than a comparison.
    private void SetEventArray(byte[] array)
    {
        if (!ReferenceEquals(_eventArray, array))
        {
            _eventArray = array;
        }
    }

    private void ReportDialect()
    {
        if (_sse.Dialect == _reportedDialect)
        {
            return;
        }

        _reportedDialect = _sse.Dialect;
        ReportIf(SseDialect.Bom, ClaudeDiagnosticKind.ByteOrderMark);
        ReportIf(SseDialect.CarriageReturn, ClaudeDiagnosticKind.CarriageReturn);
        ReportIf(SseDialect.Comment, ClaudeDiagnosticKind.Comment);
        ReportIf(SseDialect.MissingEventName, ClaudeDiagnosticKind.MissingEventName);
        ReportIf(SseDialect.InvalidUtf8, ClaudeDiagnosticKind.InvalidUtf8);

        void ReportIf(SseDialect flag, ClaudeDiagnosticKind kind)
        {
            if ((_reportedDialect & flag) != 0)
            {
                _diagnostics.Report(kind);
            }
        }
    }
}
