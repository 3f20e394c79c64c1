using System.Globalization;
using Anthropic;
using Anthropic.Core;
using Claude.Aot.Testing;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.Tests;

/// <summary>The memory that one text update costs, compared with the official SDK's adapter. Exact bytes: the difference of two lengths.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Updates = 2_000;

    [Fact]
    public async Task TextUpdate_AllocatesAtMostAThird()
    {
        double own = await PerUpdateAsync(static handler => new ClaudeClient(new ClaudeClientOptions { ApiKey = "none", HttpHandler = handler, UseEnvironment = false }).AsIChatClient("claude-sonnet-5-5"));
        double official = await PerUpdateAsync(static handler => new AnthropicClient(new ClientOptions { ApiKey = "none", HttpClient = new HttpClient(handler) }).AsIChatClient("claude-sonnet-5-5"));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"own {own}, official {official}"));
        Assert.True(own * 3 <= official, string.Create(CultureInfo.InvariantCulture, $"own {own}, official {official}"));
    }

    private static async Task<double> PerUpdateAsync(Func<HttpMessageHandler, IChatClient> create)
    {
        await MeasureAsync(create, Updates);
        long once = await MeasureAsync(create, Updates);
        return (await MeasureAsync(create, 2 * Updates) - once) / (double)Updates;
    }

    private static async Task<long> MeasureAsync(Func<HttpMessageHandler, IChatClient> create, int count)
    {
        string[] pieces = new string[count];
        Array.Fill(pieces, "rivers ");
        ResponseScript script = new MessageScript().Text(pieces).End();
        using var handler = new BodyHandler(script.Body.ToArray());
        using IChatClient chat = create(handler);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await foreach (ChatResponseUpdate update in chat.GetStreamingResponseAsync("Hi"))
        {
            GC.KeepAlive(update);
        }

        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private sealed class BodyHandler(byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new StreamContent(new MemoryStream(body));
            content.Headers.ContentType = new("text/event-stream");
            return Task.FromResult(new HttpResponseMessage { Content = content, RequestMessage = request });
        }
    }
}
