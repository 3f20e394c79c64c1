using Claude.Aot.Buffers;
using Claude.Aot.Diagnostics;
using Claude.Aot.Model;
using Claude.Aot.Sse;
using Claude.Aot.Streaming;
using Claude.Aot.Telemetry;

namespace Claude.Aot.Http;

/// <summary>A call whose result is a stream. It completes when the first event has arrived.</summary>
internal sealed class StreamCall(ApiConnection connection, RequestSettings settings, ApiRequest request, CancellationToken cancellationToken)
    : ApiCall<MessageStream>(connection, settings, request, cancellationToken)
{
    /// <summary>The body of the request.</summary>
    public PooledChunks Body => Request.Body!;

    /// <summary>Requests the rest of an interrupted message.</summary>
    /// <param name="continuation">The part of the message that is sent back to the model.</param>
    /// <param name="failure">The failure that interrupted the message.</param>
    /// <param name="attempt">The number of resumptions before this one.</param>
    /// <param name="diagnostics">The sink for the stream's deviations: each kind is reported once for all its parts.</param>
    /// <param name="stop">Cancels the request, and the reading of its response.</param>
    public Task<MessageStream> ContinueAsync(Continuation continuation, Exception failure, int attempt, DiagnosticSink diagnostics, CancellationToken stop)
    {
        RequestSettings rest = Settings.With(d =>
        {
            if (d.Kind is ClaudeDiagnosticKind.Retry or ClaudeDiagnosticKind.Stalled)
            {
                Settings.OnDiagnostic?.Invoke(d);
            }
            else
            {
                diagnostics.Report(d.Kind);
            }
        });
        ApiRequest continued = Request with { Body = ContinuedRequest.Write(Body, continuation) };
        return new StreamCall(Connection, rest, continued, stop).RunAsync(DelayAfter(failure, attempt));
    }

    public void CountResumption(Exception failure) => CallCounters.CountResumption(failure, Connection.Endpoint.Host);

    protected override bool MayRepeatAfter(Exception failure) => true;

    protected override async ValueTask<MessageStream> ReceiveAsync(
        PeekedBody body,
        ClaudeResponse response,
        StreamClock clock,
        StreamOwner owner,
        CancellationTokenSource total)
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
        catch (ClaudeTransportException e) when (e.Kind == ClaudeTransportErrorKind.ResponseEnded && body.Kind is null && e.PartialImage is null)
        {
            // The body contained no event. Its start is quoted, because it may state a reason in plain text.
            throw new ClaudeTransportException(e.Kind, e.Message + BodyQuote.Of(body.UnknownStart.Span, response.CreateRedactor()));
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

    /// <summary>Reads a complete message as if its events had been streamed.</summary>
    private async ValueTask<MessageStream> ReceiveMessageAsync(
        PeekedBody body,
        ClaudeResponse response,
        StreamClock clock,
        StreamOwner owner,
        CancellationTokenSource total)
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
        SseReaderOptions options = MessageStream.ToSseOptions(Settings.Limits, leaveOpen: false);
        SseReader events = SseReader.CreateForResponse(new MemoryStream(MessageEvents.Write(message)), options, rest.Gate, rest.Token);
        var ownerOfRest = new StreamOwner();
        var pump = new StreamPump(events, Settings.Limits, diagnostics, rest, response, ownerOfRest);
        return await OpenAsync(pump, rest, ownerOfRest, total).ConfigureAwait(false);
    }
}
