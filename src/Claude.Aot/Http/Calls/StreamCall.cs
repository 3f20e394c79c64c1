using Claude.Aot.Diagnostics;
using Claude.Aot.Model;
using Claude.Aot.Sse;
using Claude.Aot.Streaming;

namespace Claude.Aot.Http;

/// <summary>A call for a stream: there is a result when the first event has arrived.</summary>
internal sealed class StreamCall(ApiConnection connection, RequestSettings settings, ApiRequest request, CancellationToken cancellationToken)
    : ApiCall<MessageStream>(connection, settings, request, cancellationToken)
{
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
        return new StreamCall(Connection, rest, continued, stop).RunAsync(DelayAfter(failure, attempt));
    }

    public void CountResumption(Exception failure) => ClaudeMetrics.CountResumption(failure, Connection.Endpoint.Host);

    protected override bool MayRepeatAfter(Exception failure) => true;

    protected override async ValueTask<MessageStream> ReceiveAsync(PeekedBody body, ClaudeResponse response, StreamClock clock, StreamOwner owner, CancellationTokenSource total)
    {
        bool isAccepted = ResponseKind.EventStream.Accepts(response.ContentHeaders.ContentType?.MediaType);
        if (body.Kind == ResponseKind.Json)
        {
            return await ReceiveMessageAsync(body, response, clock, owner, total).ConfigureAwait(false);
        }

        if (body.Kind is null && !isAccepted)
        {
            throw await ExplainAsync(body, response, clock).ConfigureAwait(false);
        }

        DiagnosticSink diagnostics = CreateDiagnostics();
        if (response.ContentHeaders.ContentType is null || !isAccepted)
        {
            diagnostics.Report(ClaudeDiagnosticKind.UnexpectedContentType);
        }

        SseReader sse = SseReader.CreateForResponse(body, MessageStream.ToSseOptions(Settings.Limits, leaveOpen: false), clock.Gate, clock.Token);
        try
        {
            return await OpenAsync(new StreamPump(sse, Settings.Limits, diagnostics, clock, response, owner), clock, owner, total).ConfigureAwait(false);
        }
        catch (ClaudeStreamException e) when (e.Kind == ClaudeStreamErrorKind.Truncated && body.Kind is null && e.PartialImage is null)
        {
            // Whatever it was, it had no event in it: it is quoted, so that a reason in plain text is not lost.
            throw new ClaudeStreamException(e.Kind, e.Message + BodyQuote.Of(body.UnknownStart.Span, response.CreateRedactor()));
        }
    }

    /// <summary>Waits for the first event.</summary>
    private async ValueTask<MessageStream> OpenAsync(StreamPump pump, StreamClock clock, StreamOwner owner, CancellationTokenSource total)
    {
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

    /// <summary>Plays a whole message as the events that would have made it.</summary>
    private async ValueTask<MessageStream> ReceiveMessageAsync(PeekedBody body, ClaudeResponse response, StreamClock clock, StreamOwner owner, CancellationTokenSource total)
    {
        RawJson message;
        DiagnosticSink diagnostics = CreateDiagnostics();
        var reader = new BodyReader(body, response, clock, owner, Settings.Timeouts.Body);
        try
        {
            message = await JsonBody.ReadAsync(reader, Settings.Limits, diagnostics).ConfigureAwait(false);
        }
        finally
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }

        JsonShape.Message.Verify(message, response);
        diagnostics.Report(ClaudeDiagnosticKind.WholeMessage);
        StreamClock rest = CreateClock(total.Token);
        SseReader events = SseReader.CreateForResponse(new MemoryStream(MessageEvents.Write(message)), MessageStream.ToSseOptions(Settings.Limits, leaveOpen: false), rest.Gate, rest.Token);
        var ownerOfRest = new StreamOwner();
        return await OpenAsync(new StreamPump(events, Settings.Limits, diagnostics, rest, response, ownerOfRest), rest, ownerOfRest, total).ConfigureAwait(false);
    }
}
