using System.Text.Json;
using Claude.Aot.Testing;

namespace Claude.Aot.Tests.Testing;

/// <summary>The programs of docs/testing.md, to the letter: only what a reader of that page has is used here.</summary>
public sealed class TestingGuideTests
{
    private static readonly MessageRequest s_request = new() { Model = ClaudeModel.Sonnet55, MaxTokens = 1024, Messages = ["Why do rivers bend?"] };

    private static async Task<Message> AskAsync(ClaudeClient client, params InputMessage[] messages)
    {
        await using MessageStream stream = await client.Messages.StreamAsync(new MessageRequest { Model = s_request.Model, MaxTokens = 1024, Messages = messages });
        return await stream.GetFinalMessageAsync();
    }

    private static ClaudeClient ClientOf(HttpMessageHandler handler) => new(new ClaudeClientOptions
    {
        ApiKey = "none",
        HttpHandler = handler,
        UseEnvironment = false,            // no variable of the machine decides a test
        MaxRetryDelay = TimeSpan.Zero,      // retries happen, without the wait
    });

    [Fact]
    public async Task Answer_IsPrintedAsItComes()
    {
        var handler = new ScriptedHandler(new MessageScript().Text("Rivers ", "bend.").End());
        using ClaudeClient client = ClientOf(handler);

        await using MessageStream stream = await client.Messages.StreamAsync(s_request);
        List<string> pieces = [];
        await foreach (string text in stream.ReadTextAsync())
        {
            pieces.Add(text);
        }

        Assert.Equal(["Rivers ", "bend."], pieces);
    }

    [Fact]
    public async Task Turns_ToolCallAndAnswer()
    {
        var handler = new ScriptedHandler(
            new MessageScript().Thinking("c2ln", "The tool ", "knows.").ToolUse("length_of", "{\"river\":", "\"Rhine\"}").End("tool_use"),
            new MessageScript().Text("1,233 km").End());
        using ClaudeClient client = ClientOf(handler);

        Message first = await AskAsync(client, "How long is the Rhine?");
        ToolUseBlock call = first.Content.OfType<ToolUseBlock>().Single();
        ContentBlock[] result = [new ToolResultBlock { ToolUseId = call.Id, Content = "1233" }];
        Message second = await AskAsync(client, "How long is the Rhine?", first, new InputMessage(Role.User, result));

        Assert.Equal("""{"river":"Rhine"}""", call.Input.ToString());
        Assert.Equal("1,233 km", second.Text);
        using JsonDocument sent = JsonDocument.Parse(handler.Log.All[1].Body);
        Assert.Equal("c2ln", sent.RootElement.GetProperty("messages")[1].GetProperty("content")[0].GetProperty("signature").GetString());
    }

    [Fact]
    public async Task Script_ChosenByWhatWasAsked()
    {
        var handler = new ScriptedHandler(exchange => exchange.BodyText.Contains("rivers", StringComparison.Ordinal)
            ? new MessageScript().Text("They bend.").End()
            : ResponseScript.Error(400, "invalid_request_error", "Ask about rivers."));
        using ClaudeClient client = ClientOf(handler);

        Assert.Equal("They bend.", (await AskAsync(client, "Why do rivers bend?")).Text);
        await Assert.ThrowsAsync<ClaudeApiException>(() => AskAsync(client, "Why is the sky blue?"));
    }

    [Fact]
    public async Task Overload_IsTriedAgain()
    {
        var handler = new ScriptedHandler(
            ResponseScript.Error(529, "overloaded_error", "Overloaded"),
            ResponseScript.Error(429, "rate_limit_error", "Slow down").WithHeader("retry-after", "30"),
            new MessageScript().Text("They bend.").End());
        using ClaudeClient client = ClientOf(handler);

        Assert.Equal("They bend.", (await AskAsync(client, "Why do rivers bend?")).Text);
        Assert.Equal(3, handler.Log.All.Count);
    }

    [Fact]
    public async Task Error_InMidStream_LeavesWhatCame()
    {
        var handler = new ScriptedHandler(new MessageScript().Text("Rivers ").Error("overloaded_error", "Overloaded").ToScript());
        using ClaudeClient client = ClientOf(handler);
        await using MessageStream stream = await client.Messages.StreamAsync(s_request);

        ClaudeApiException e = await Assert.ThrowsAsync<ClaudeApiException>(async () => await stream.GetFinalMessageAsync());

        Assert.Equal((529, "Rivers "), (e.Status, e.Partial!.Text));
    }

    [Fact]
    public async Task Stream_CutInATool_IsNeverTakenForWhole()
    {
        ResponseScript whole = new MessageScript().ToolUse("delete", "{\"path\":", "\"/tmp/a\"}").End("tool_use");
        for (int offset = 0; offset < whole.Body.Length; offset++)
        {
            using ClaudeClient client = ClientOf(new ScriptedHandler(whole.CutAtByte(offset)));
            try
            {
                await using MessageStream stream = await client.Messages.StreamAsync(s_request);
                Message message = await stream.GetFinalMessageAsync();
                Assert.Equal("tool_use", message.StopReason.Value);    // only the last blank line is cut: that is whole
            }
            catch (ClaudeTransportException e)
            {
                Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, e.Kind);
            }
        }
    }

    [Fact]
    public async Task Stream_ThatStalls_TimesOut()
    {
        var handler = new ScriptedHandler(new MessageScript().Text("Rivers ", "bend.").End().StallAfter(events: 3));
        using ClaudeClient client = ClientOf(handler);
        var options = new RequestOptions { Timeouts = new ClaudeTimeouts { Idle = TimeSpan.FromMilliseconds(10) } };
        await using MessageStream stream = await client.Messages.StreamAsync(s_request, options);

        ClaudeTimeoutException e = await Assert.ThrowsAsync<ClaudeTimeoutException>(async () => await stream.GetFinalMessageAsync());

        Assert.Equal((ClaudeTimeoutKind.Idle, "Rivers "), (e.Kind, e.Partial!.Text));
    }

    [Fact]
    public async Task Stop_ReachesTheServer()
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(new MessageScript().Text("Rivers ", "bend.").End().StallAfter(events: 3, gate));
        using var client = new ClaudeClient(new ClaudeClientOptions { ApiKey = "none", UseEnvironment = false, BaseUrl = server.Address });
        using var stop = new CancellationTokenSource();
        await using MessageStream stream = await client.Messages.StreamAsync(s_request, cancellationToken: stop.Token);
        ValueTask<Message> reading = stream.GetFinalMessageAsync();

        await gate.Reached;                 // three events are sent, and the rest waits
        await stop.CancelAsync();

        await Assert.ThrowsAsync<ClaudeCanceledException>(async () => await reading);
        Exchange exchange = server.Log.All[0];
        Assert.Equal(ExchangeEnd.ClientLeft, await exchange.Ended);
    }

    [Fact]
    public async Task Gateway_ThatChangesTheFraming_IsReadAllTheSame()
    {
        ResponseScript script = new MessageScript().Text("Rivers ", "bend.").End()
            .InDialect(GatewayDialect.CrLf | GatewayDialect.NoEventNames | GatewayDialect.DoneMarker)
            .WithContentType("text/event-stream")
            .InChunksOf(1, 7, 100);         // the first byte alone, then 7, then 100 at a time
        using ClaudeClient client = ClientOf(new ScriptedHandler(script));
        await using MessageStream stream = await client.Messages.StreamAsync(s_request);

        Assert.Equal("Rivers bend.", await stream.GetFinalTextAsync());
    }

    [Fact]
    public async Task Page_OfAProxy_IsAnError()
    {
        using ClaudeClient client = ClientOf(new ScriptedHandler(ResponseScript.Answer(200, "text/html", "<html>Sign in</html>")));

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => client.Messages.StreamAsync(s_request));

        Assert.Equal(ClaudeTransportErrorKind.InvalidResponse, e.Kind);
    }

    [Fact]
    public async Task Endpoints_EachHasItsAnswer()
    {
        var handler = new ScriptedHandler(new ScriptRoutes()
            .Map("POST", "/v1/messages", new MessageScript().Text("They bend.").End())
            .Map("POST", "/v1/messages/count_tokens", ResponseScript.Json("""{"input_tokens":12}"""))
            .Map("GET", "/v1/models/*", exchange => ResponseScript.Json($$"""{"type":"model","id":"{{exchange.Path.Split('/')[^1]}}"}""")));
        using ClaudeClient client = ClientOf(handler);

        Assert.Equal(12, (await client.Messages.CountTokensAsync(s_request)).InputTokens);
        Assert.Equal("claude-x", (await client.Models.GetAsync("claude-x")).Id);
    }

    [Fact]
    public async Task Request_IsWhatTheApiShallGet()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new MessageScript().Text("They bend.").End());
        using var client = new ClaudeClient(new ClaudeClientOptions { ApiKey = "none", UseEnvironment = false, BaseUrl = server.Address });

        await using MessageStream stream = await client.Messages.StreamAsync(s_request, new RequestOptions { Betas = ["context-1m-2025-08-07"] });

        Exchange sent = await server.Log.NextAsync();
        Assert.Equal(("POST", "/v1/messages"), (sent.Method, sent.Path));
        Assert.Equal("context-1m-2025-08-07", sent.Headers["anthropic-beta"]);
        using JsonDocument body = JsonDocument.Parse(sent.Body);
        Assert.Equal("Why do rivers bend?", body.RootElement.GetProperty("messages")[0].GetProperty("content").GetString());
    }
}
