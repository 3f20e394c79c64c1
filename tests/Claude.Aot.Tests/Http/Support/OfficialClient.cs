using System.Text.Json;
using Anthropic;
using Anthropic.Helpers;
using Anthropic.Models.Messages;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http.Support;

/// <summary>The official SDK, in the little of it that tests use.</summary>
internal static class OfficialClient
{
    /// <summary>Streams a message from an address and gives what the SDK saw; throws where the stream has no end.</summary>
    public static async Task<OfficialStream> StreamAsync(Uri address, string httpVersion = "1.1")
    {
        using var handler = new ExactVersion(Version.Parse(httpVersion)) { InnerHandler = new SocketsHttpHandler() };
        using var http = new HttpClient(handler);
        using var client = new AnthropicClient { ApiKey = TestClient.Key, BaseUrl = address.AbsoluteUri.TrimEnd('/'), HttpClient = http, MaxRetries = 0 };
        var aggregator = new MessageContentAggregator();
        List<JsonElement> events = [];
        await foreach (RawMessageStreamEvent e in client.Messages.CreateStreaming(new MessageCreateParams
        {
            Model = "claude-sonnet-5-5",
            MaxTokens = 100,
            Messages = [new UserMessageParam("Hi")],
        }).CollectAsync(aggregator))
        {
            events.Add(JsonSerializer.SerializeToElement(e));
        }

        return new OfficialStream(events, JsonSerializer.SerializeToElement(aggregator.Message()));
    }

    /// <summary>Asks for one version of HTTP and no other.</summary>
    private sealed class ExactVersion(Version version) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Version = version;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
