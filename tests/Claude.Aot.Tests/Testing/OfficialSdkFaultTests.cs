using System.Text;
using Anthropic;
using Anthropic.Helpers;
using Anthropic.Models.Messages;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Testing;

/// <summary>What the official SDK makes of streams that go wrong, beside what this library makes of them: the facts of the table in docs/reliability.md.</summary>
public sealed class OfficialSdkFaultTests
{
    private static readonly MessageCreateParams s_request = new() { Model = "claude-sonnet-5-5", MaxTokens = 100, Messages = [new UserMessageParam("Hi")] };

    private static readonly ResponseScript s_cutInput = new MessageScript()
        .Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_1","name":"delete","input":{}}}""")
        .Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"path\": \"/tm"}}""")
        .Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
        .End("max_tokens");

    [Fact]
    public async Task Stream_CutInMidText_EndsAsIfWhole_OursThrows()
    {
        ResponseScript script = Scripts.Hello.CutAfter(Scripts.EventsUntilHel);

        Assert.Equal(Scripts.EventsUntilHel, await OfficialEventsAsync(new ScriptedHandler(script)).CountAsync());

        Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, (await TestClient.Of(new ScriptedHandler(script)).FailAsync<ClaudeTransportException>()).Kind);
    }

    [Fact]
    public async Task Aggregator_OfACutStream_HasNoMessage_OursHasThePartial()
    {
        ResponseScript script = Scripts.Hello.CutAfter(Scripts.EventsUntilHel);
        var aggregator = new MessageContentAggregator();
        Exception? e = await Record.ExceptionAsync(async () =>
        {
            await OfficialEventsAsync(new ScriptedHandler(script)).CollectAsync(aggregator).CountAsync();
            aggregator.Message();
        });

        Assert.IsType<Anthropic.Exceptions.AnthropicInvalidDataException>(e);

        Assert.Equal("Hel", (await TestClient.Of(new ScriptedHandler(script)).FailAsync<ClaudeTransportException>()).Partial!.Text);
    }

    [Fact]
    public async Task Connection_ThatBreaks_IsARawException_OursIsTyped()
    {
        ResponseScript script = Scripts.Hello.AbortAfter(Scripts.EventsUntilHel);

        Exception? e = await Record.ExceptionAsync(() => OfficialEventsAsync(new ScriptedHandler(script)).CountAsync().AsTask());

        Assert.IsNotType<Anthropic.Exceptions.AnthropicException>(e, exactMatch: false);
        Assert.IsType<IOException>(e, exactMatch: false);
        Assert.Equal(ClaudeTransportErrorKind.ConnectionError, (await TestClient.Of(new ScriptedHandler(script)).FailAsync<ClaudeTransportException>()).Kind);
    }

    [Fact]
    public async Task ToolInput_CutByMaxTokens_IsAnEmptyObject_OursIsIncomplete()
    {
        var aggregator = new MessageContentAggregator();
        await OfficialEventsAsync(new ScriptedHandler(s_cutInput)).CollectAsync(aggregator).CountAsync();

        Assert.True(aggregator.Message().Content[0].TryPickToolUse(out Anthropic.Models.Messages.ToolUseBlock? official));
        Assert.Empty(official.Input);

        using ClaudeClient client = TestClient.Of(new ScriptedHandler(s_cutInput));
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        ToolInput input = Assert.IsType<ToolUseBlock>(Assert.Single((await stream.GetFinalMessageAsync()).Content)).Input;
        Assert.Equal(ToolInputState.Incomplete, input.State);
        Assert.Equal("{\"path\": \"/tm", input.ToString());
    }

    [Fact]
    public async Task Page_UnderStatus200_IsAStreamOfNothing_OursIsAnError()
    {
        ResponseScript page = ResponseScript.Answer(200, "text/html", "<html>Sign in</html>");

        Assert.Equal(0, await OfficialEventsAsync(new ScriptedHandler(page)).CountAsync());

        Assert.Equal(ClaudeTransportErrorKind.InvalidResponse, (await TestClient.Of(new ScriptedHandler(page)).FailAsync<ClaudeTransportException>()).Kind);
    }

    [Fact]
    public async Task ErrorEvent_AsTheFirst_IsNotTriedAgain_OursIs()
    {
        ResponseScript error = ResponseScript.FromText("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}}\n\n");
        ScriptedHandler official = new(error, Scripts.Hello), ours = new(error, Scripts.Hello);

        Exception? e = await Record.ExceptionAsync(() => OfficialEventsAsync(official, retries: 2).CountAsync().AsTask());

        Assert.IsType<Anthropic.Exceptions.AnthropicSseException>(e);
        Assert.Single(official.Log.All);
        Assert.Equal("Hello", await TestClient.Of(ours).AskAsync());
    }

    [Fact]
    public async Task Blocks_WithAGapInTheirIndices_AreReadByBoth()
    {
        string body = Encoding.UTF8.GetString(new MessageScript().Text("Hel").Text("lo").End().Body.Span);
        ResponseScript gap = ResponseScript.FromText(body.Replace("\"index\":1", "\"index\":2", StringComparison.Ordinal));
        var aggregator = new MessageContentAggregator();
        await OfficialEventsAsync(new ScriptedHandler(gap)).CollectAsync(aggregator).CountAsync();

        Assert.Equal(["Hel", "lo"], aggregator.Message().Content.Select(block => block.TryPickText(out Anthropic.Models.Messages.TextBlock? text) ? text.Text : ""));

        Assert.Equal("Hello", await TestClient.Of(new ScriptedHandler(gap)).AskAsync());
    }

    private static IAsyncEnumerable<RawMessageStreamEvent> OfficialEventsAsync(HttpMessageHandler handler, int retries = 0) => new AnthropicClient
    {
        ApiKey = TestClient.Key,
        BaseUrl = "http://localhost",
        HttpClient = new HttpClient(handler),
        MaxRetries = retries,
    }.Messages.CreateStreaming(s_request);
}
