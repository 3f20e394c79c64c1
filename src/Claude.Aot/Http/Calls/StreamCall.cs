namespace Claude.Aot;

/// <summary>A call for a stream: there is a result when the first event has arrived.</summary>
internal sealed class StreamCall(ClaudeClient client, RequestSettings settings, ApiRequest request, CancellationToken cancellationToken)
    : ApiCall<MessageStream>(client, settings, request, cancellationToken)
{
    protected override bool KeepsConnection => true;

    protected override bool MayRepeatAfter(Exception failure) => true;

    protected override async ValueTask<MessageStream> ReceiveAsync(Stream body, ClaudeResponse response, StreamClock clock, StreamOwner owner)
    {
        SseReader sse = SseReader.Create(body, MessageStream.ToSseOptions(Settings.Limits, leaveOpen: false));
        var pump = new StreamPump(sse, Settings.Limits, new DiagnosticSink(Settings.OnDiagnostic), clock, response, owner);
        try
        {
            await pump.WaitAsync(CancellationToken).ConfigureAwait(false);
            clock.EndFirstEvent();
            return new MessageStream(pump);
        }
        catch
        {
            await pump.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
