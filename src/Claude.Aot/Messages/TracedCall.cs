using Claude.Aot.Http;
using Claude.Aot.Telemetry;

namespace Claude.Aot.Messages;

/// <summary>
/// Runs calls with telemetry. A span that is started in an asynchronous method is the current one only within that method, so the caller's context does not
/// change.
/// </summary>
internal static class TracedCall
{
    /// <summary>Runs a call whose response is streamed. The stream ends the telemetry.</summary>
    public static async Task<MessageStream> StreamAsync(StreamCall call, MessageRequest request, InferenceTelemetry telemetry)
    {
        telemetry.Start(request);
        try
        {
            MessageStream stream = await call.RunAsync().ConfigureAwait(false);
            telemetry.Observe();
            stream.AddObserver(telemetry);
            return stream;
        }
        catch (Exception e)
        {
            telemetry.Fail(e);
            throw;
        }
    }

    /// <summary>Runs a call whose response is a complete message.</summary>
    public static async Task<Message> CreateAsync(MessageCall call, MessageRequest request, InferenceTelemetry telemetry)
    {
        telemetry.Start(request);
        try
        {
            Message message = await call.RunAsync().ConfigureAwait(false);
            telemetry.Complete(message);
            return message;
        }
        catch (Exception e)
        {
            telemetry.Fail(e);
            throw;
        }
    }
}
