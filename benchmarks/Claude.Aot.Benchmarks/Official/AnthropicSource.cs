using System.Net;
using System.Net.Http.Headers;
using Anthropic;
using Anthropic.Models.Messages;

namespace Claude.Aot.Benchmarks;

/// <summary>The official client, which gets the response to every request from memory.</summary>
internal sealed class AnthropicSource : HttpMessageHandler
{
    public static MessageCreateParams Request { get; } = new()
    {
        Model = "claude-sonnet-5-5",
        MaxTokens = 1024,
        Messages = [new UserMessageParam("Hi")],
    };

    private readonly AnthropicClient _client;
    private StreamInput? _input;

    public AnthropicSource() => _client = new AnthropicClient { ApiKey = "none", BaseUrl = "http://localhost", HttpClient = new HttpClient(this) };

    /// <summary>Requests a message, and gets the input as the response.</summary>
    public IAsyncEnumerable<RawMessageStreamEvent> StreamAsync(StreamInput input)
    {
        _input = input;
        return _client.Messages.CreateStreaming(Request);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new StreamContent(_input!.Open());
        content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _client.Dispose();
        }

        base.Dispose(disposing);
    }
}
