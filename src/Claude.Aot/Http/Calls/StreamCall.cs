namespace Claude.Aot;

/// <summary>A call for a stream: there is a result when the first event has arrived.</summary>
internal sealed class StreamCall(ClaudeClient client, RequestSettings settings, ApiRequest request, CancellationToken cancellationToken)
    : ApiCall<MessageStream>(client, settings, request, cancellationToken)
{
    // Of the last attempt.
    private DiagnosticSink? _diagnostics;

    /// <summary>The body of the request.</summary>
    public RawJson Body => new(Request.Body.GetValueOrDefault());

    /// <summary>Asks for the rest of a message that broke off.</summary>
    /// <param name="continuation">What of it is put before the model again.</param>
    /// <param name="failure">Why it broke off.</param>
    /// <param name="attempt">How often it was carried on before.</param>
    /// <param name="diagnostics">Where the stream reports deviations: each kind once for all its parts.</param>
    /// <param name="stop">Stops asking, and reading what comes of it.</param>
    public Task<MessageStream> ContinueAsync(Continuation continuation, Exception failure, int attempt, DiagnosticSink diagnostics, CancellationToken stop)
    {
        RequestSettings rest = Settings.With(d =>
        {
            if (d.Kind == ClaudeDiagnosticKind.Retry)
            {
                Settings.OnDiagnostic?.Invoke(d);
            }
            else
            {
                diagnostics.Report(d.Kind);
            }
        });
        ApiRequest continued = Request with { Body = ContinuedRequest.Write(Body, continuation).Memory };
        return new StreamCall(Client, rest, continued, stop).RunAsync(DelayAfter(failure, attempt));
    }

    public void CountResumption(Exception failure) => ClaudeMetrics.CountResumption(failure, Client.Endpoint);

    protected override Exception? CallerFailure => _diagnostics?.CallerFailure;

    protected override bool MayRepeatAfter(Exception failure) => CallerFailure is null;

    protected override async ValueTask<MessageStream> ReceiveAsync(Stream body, ClaudeResponse response, StreamClock clock, StreamOwner owner, CancellationTokenSource total)
    {
        SseReader sse = SseReader.CreateForResponse(body, MessageStream.ToSseOptions(Settings.Limits, leaveOpen: false), clock);
        _diagnostics = new DiagnosticSink(Settings.OnDiagnostic, Settings.IsStrict);
        var pump = new StreamPump(sse, Settings.Limits, _diagnostics, clock, response, owner);
        try
        {
            await pump.WaitAsync(CancellationToken).ConfigureAwait(false);
            clock.EndFirstEvent();
            pump.Resumer = Settings.CreateResumer?.Invoke(this, total);
            owner.Total = pump.Resumer is null ? total : null;
            return new MessageStream(pump);
        }
        catch
        {
            await pump.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
