using Claude.Aot.Diagnostics;
using Claude.Aot.Http;
using Claude.Aot.Sse;
using Claude.Aot.Streaming;

namespace Claude.Aot.Messages;

/// <summary>
/// A call that asks for a complete message. If the server streams the message anyway, the stream is read, because the response has already been billed.
/// </summary>
internal sealed class MessageCall(ApiConnection connection, RequestSettings settings, ApiRequest request, CancellationToken cancellationToken)
    : JsonCall<Message>(connection, settings, request, JsonShape.Message, static json => new Message(json), cancellationToken)
{
    protected override async ValueTask<Message> ReceiveEventsAsync(
        PeekedBody body,
        ClaudeResponse response,
        StreamClock clock,
        StreamOwner owner,
        CancellationTokenSource total)
    {
        DiagnosticSink diagnostics = CreateDiagnostics();
        diagnostics.Report(ClaudeDiagnosticKind.StreamedMessage);
        SseReader sse = SseReader.CreateForResponse(body, MessageStream.ToSseOptions(Settings.Limits, leaveOpen: false), clock.Gate, clock.Token);
        var stream = new MessageStream(new StreamPump(sse, Settings.Limits, diagnostics, clock, response, owner));
        await using (stream.ConfigureAwait(false))
        {
            if (await stream.WaitToReadAsync(CancellationToken).ConfigureAwait(false))
            {
                clock.EndFirstEvent();
            }

            Message message = await stream.GetFinalMessageAsync(CancellationToken).ConfigureAwait(false);
            owner.Total = total;
            return message;
        }
    }
}
