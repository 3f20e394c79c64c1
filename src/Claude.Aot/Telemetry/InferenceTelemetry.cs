using System.Diagnostics;
using Claude.Aot.Events;

namespace Claude.Aot.Telemetry;

/// <summary>The span and the metrics of one request for a message. It observes the stream, if there is one.</summary>
internal sealed class InferenceTelemetry : StreamObserver
{
    private readonly TimeProvider _time;
    private readonly string _model;
    private readonly bool _isStream;
    private readonly bool _capturesContent;
    private readonly long _start;
    private readonly bool _measuresChunks;

    // The tags of all metrics of the call. TagList stores eight tags without an allocation; a metric adds at most one to these.
    private TagList _tags;
    private long _received;
    private long _lastDelta;
    private double? _timeToFirstChunk;
    private int _hasEnded;

    private InferenceTelemetry(in InferenceContext context, string model, bool isStream, bool capturesContent)
    {
        _time = context.Time;
        _model = model;
        _isStream = isStream;
        _capturesContent = capturesContent;
        _measuresChunks = isStream && Instruments.TimePerOutputChunk.Enabled;
        _start = _time.GetTimestamp();
        _tags.Add(ClaudeTelemetry.OperationName, ClaudeTelemetry.Chat);
        _tags.Add(ClaudeTelemetry.ProviderName, ClaudeTelemetry.Anthropic);
        _tags.Add(ClaudeTelemetry.RequestModel, model);
        _tags.Add(ClaudeTelemetry.ServerAddress, context.Address.Host);
        _tags.Add(ClaudeTelemetry.ServerPort, context.Address.Port);
    }

    /// <summary>Gets the span; null if there is none.</summary>
    public Activity? Span { get; private set; }

    /// <summary>Creates the object for a call; returns null if nothing listens, or if a span around this call already stands for it.</summary>
    /// <param name="context">The properties of the client and the call.</param>
    /// <param name="model">The model of the request.</param>
    /// <param name="isStream">Whether the response is streamed.</param>
    public static InferenceTelemetry? TryCreate(in InferenceContext context, string model, bool isStream)
    {
        try
        {
            return context.Mode == ClaudeTelemetryMode.Off || !Instruments.AreObserved || IsTraced(Activity.Current)
                ? null
                : new InferenceTelemetry(context, model, isStream, ContentSwitch.IsOn(context.Mode));
        }
        catch (TypeInitializationException)
        {
            // A listener has thrown when the instruments were created.
            return null;
        }
    }

    /// <summary>Starts the span. It becomes the current one of the caller, which must be an asynchronous method.</summary>
    public void Start(MessageRequest request)
    {
        try
        {
            // Samplers see these tags.
            Span = Instruments.Source.StartActivity($"{ClaudeTelemetry.Chat} {_model}", ActivityKind.Client, default(ActivityContext), _tags);
            if (Span is { IsAllDataRequested: true })
            {
                InferenceTags.SetRequest(Span, request, _isStream, _capturesContent);
            }
        }
        catch (Exception e) when (Listeners.MayIgnore(e))
        {
        }
    }

    /// <summary>Starts to observe a stream whose first event has arrived.</summary>
    public void Observe() => _received = _time.GetTimestamp();

    /// <summary>Ends the call with a message that was not streamed.</summary>
    public void Complete(Message message) => End(new InferenceResult(message, _capturesContent && Span is { IsAllDataRequested: true }), null);

    /// <summary>Ends the call with an exception.</summary>
    public void Fail(Exception failure) => End(default, failure);

    /// <inheritdoc/>
    protected override void Received()
    {
        // One time per read, and only while it is needed.
        if (_measuresChunks || _timeToFirstChunk is null)
        {
            _received = _time.GetTimestamp();
        }
    }

    /// <inheritdoc/>
    protected override bool DeltaRead(StreamCursor cursor)
    {
        try
        {
            if (_timeToFirstChunk is null)
            {
                NoteFirstDelta(cursor);
            }
            else if (_measuresChunks)
            {
                Instruments.TimePerOutputChunk.Record(SecondsBetween(_lastDelta, _received), _tags);
            }
        }
        catch (Exception e) when (Listeners.MayIgnore(e))
        {
        }

        _lastDelta = _received;
        return _measuresChunks;
    }

    /// <inheritdoc/>
    protected override void Resuming()
    {
        if (Span is { IsStopped: false } span)
        {
            Activity.Current = span;
        }
    }

    /// <inheritdoc/>
    protected override void Ended(StreamCursor cursor, Exception? failure)
    {
        if (_hasEnded == 0)
        {
            bool isOver = failure is not null || cursor.Fold.HasStopped;
            End(new InferenceResult(cursor, _capturesContent && Span is { IsAllDataRequested: true }), failure, isAbandoned: !isOver);
        }
    }

    /// <inheritdoc/>
    protected override void Lost() => End(default, null, isAbandoned: true);

    /// <summary>
    /// Returns whether a span of another library already stands for the call: the telemetry of Microsoft.Extensions.AI makes the same span and the same metrics
    /// as this class.
    /// </summary>
    private static bool IsTraced(Activity? current) =>
        current is { Kind: ActivityKind.Client } && !ReferenceEquals(current.Source, Instruments.Source)
        && (current.GetTagItem(ClaudeTelemetry.OperationName) is { } operation
            ? operation is ClaudeTelemetry.Chat
            : current.DisplayName == ClaudeTelemetry.Chat || current.DisplayName.StartsWith(ClaudeTelemetry.Chat + " ", StringComparison.Ordinal));

    private void NoteFirstDelta(StreamCursor cursor)
    {
        double seconds = SecondsBetween(_start, _received);
        _timeToFirstChunk = seconds;
        SetResponseModel(InferenceResult.ModelOf(cursor));
        Instruments.TimeToFirstChunk.Record(seconds, _tags);
    }

    private void SetResponseModel(string? model)
    {
        // Models are few. The response names the same one as the request, unless that is an alias.
        if (!string.IsNullOrEmpty(model))
        {
            const int Position = 5;
            var tag = new KeyValuePair<string, object?>(ClaudeTelemetry.ResponseModel, model == _model ? _model : model);
            if (_tags.Count > Position)
            {
                _tags[Position] = tag;
            }
            else
            {
                _tags.Add(tag);
            }
        }
    }

    private double SecondsBetween(long start, long end) => _time.GetElapsedTime(start, end).TotalSeconds;

    private void End(in InferenceResult result, Exception? failure, bool isAbandoned = false)
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
        {
            return;
        }

        string outcome = isAbandoned ? FailureNames.Abandoned : FailureNames.OutcomeOf(failure);
        string? errorType = outcome == FailureNames.Failed ? FailureNames.Of(failure!) : null;
        try
        {
            Record(result, errorType);
        }
        catch (Exception e) when (Listeners.MayIgnore(e))
        {
        }

        if (Span is not null)
        {
            if (Span.IsAllDataRequested)
            {
                Span.SetTag(ClaudeTelemetry.ResponseTimeToFirstChunk, _timeToFirstChunk);
                InferenceTags.SetEnd(Span, result, outcome, errorType, failure);
            }

            Stop(Span);
        }
    }

    private void Record(in InferenceResult result, string? errorType)
    {
        SetResponseModel(result.Model);
        TagList tags = _tags;
        if (errorType is not null)
        {
            tags.Add(ClaudeTelemetry.ErrorType, errorType);
        }

        Instruments.Duration.Record(SecondsBetween(_start, _time.GetTimestamp()), tags);
        Instruments.Tokens.Record(result.Usage, _tags, errorType);
    }

    /// <summary>Stops the span without a change of the current one, which may belong to the reader of the stream.</summary>
    private static void Stop(Activity span)
    {
        Activity? current = Activity.Current;
        try
        {
            span.Stop();
        }
        catch (Exception e) when (Listeners.MayIgnore(e))
        {
        }

        if (!ReferenceEquals(current, span))
        {
            Activity.Current = current;
        }
    }
}
