using System.Net.Http.Headers;

namespace Claude.Aot.Tests.Telemetry;

/// <summary>Answers each request at once with an event stream in memory, so that one thread does everything.</summary>
internal sealed class ReadyHandler(byte[] body) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        return Task.FromResult(new HttpResponseMessage { Content = content });
    }
}
