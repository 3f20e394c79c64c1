using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Claude.Aot.Tests.Shared;

/// <summary>Checks that an interrupted stream is resumed with another request.</summary>
internal static class ResumptionCheck
{
    private const string Start = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":10,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}


        """;

    private const string First = Start + """
        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello "}}


        """;

    private const string Rest = Start + """
        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" world"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":4}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    public static async Task RunAsync()
    {
        using var handler = new TwoAnswers();
        using var client = new ClaudeClient(new ClaudeClientOptions { ApiKey = "key", UseEnvironment = false, HttpHandler = handler, MaxResumptions = 1, MaxRetryDelay = TimeSpan.Zero });
        await using MessageStream stream = await client.Messages.StreamAsync(new MessageRequest { Model = "claude-sonnet-4-5", MaxTokens = 10, Messages = ["Hi"] });

        Message message = await stream.GetFinalMessageAsync();

        Check.Equal("Hello world", message.Text, "text");
        Check.Equal(20, message.Usage.InputTokens, "input tokens");
        Check.Equal(5, message.Usage.OutputTokens, "output tokens");
        Check.Equal(1, stream.Resumptions.Count, "resumptions");
        Check.That(handler.LastBody.Contains("""{"role":"assistant","content":[{"type":"text","text":"Hello"}]}""", StringComparison.Ordinal), handler.LastBody);
    }

    private sealed class TwoAnswers : HttpMessageHandler
    {
        private bool _isSecond;

        public string LastBody { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            LastBody = await request.Content!.ReadAsStringAsync(cancellationToken);
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes((_isSecond ? Rest : First).ReplaceLineEndings("\n")));
            content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
            _isSecond = true;
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        }
    }
}
