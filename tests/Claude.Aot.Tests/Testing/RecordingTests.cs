using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Testing;

public sealed class RecordingTests
{
    [Fact]
    public async Task Recording_OfAConversation_PlaysTheSameEvents()
    {
        using var folder = new TemporaryFolder();
        ResponseScript first = new MessageScript(id: "msg_1").Thinking("c2ln", "Hm").ToolUse("find", "{\"a\":1}").End("tool_use");
        ResponseScript second = new MessageScript(id: "msg_2").Text("Hel", "lo \u2600").End();
        await using ReplayServer server = await ReplayServer.StartAsync(first.InChunksOf(7), second);
        using ClaudeClient client = TestClient.Of(new RecordingHandler(folder.PathOf("made")), options => options.BaseUrl = server.Address);
        List<string> recorded = [.. await EventsAsync(client), .. await EventsAsync(client)];

        var handler = new ScriptedHandler(ResponseScript.FromFile(folder.PathOf("made", "001.sse")), ResponseScript.FromFile(folder.PathOf("made", "002.sse")));
        using ClaudeClient replaying = TestClient.Of(handler);
        List<string> replayed = [.. await EventsAsync(replaying), .. await EventsAsync(replaying)];

        Assert.Equal(recorded, replayed);
        Assert.Contains(recorded, json => json.Contains("toolu_1_1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Recording_OfAStreamThatIsCut_IsCutThere()
    {
        using var folder = new TemporaryFolder();
        ResponseScript cut = Scripts.Hello.AbortAfter(3);
        using ClaudeClient client = TestClient.Of(new RecordingHandler(folder.PathOf(), new ScriptedHandler(cut)));

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>();
        ClaudeTransportException again = await TestClient.Of(new ScriptedHandler(ResponseScript.FromFile(folder.PathOf("001.sse")))).FailAsync<ClaudeTransportException>();

        Assert.Equal("Hel", e.Partial!.Text);
        Assert.Equal(e.Partial.Text, again.Partial!.Text);
        Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, again.Kind);
    }

    [Fact]
    public async Task Recording_WhileTheServerWaits_DelaysNothing()
    {
        using var folder = new TemporaryFolder();
        var gate = new ScriptGate();
        using ClaudeClient client = TestClient.Of(new RecordingHandler(folder.PathOf(), new ScriptedHandler(Scripts.Hello.StallAfter(3, gate))));
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello).Promptly();

        await stream.ReadUntilHelAsync();
        Assert.False(File.Exists(folder.PathOf("001.sse")));
        gate.Release();

        Assert.Equal("Hello", await stream.GetFinalTextAsync().Promptly());
        await stream.DisposeAsync();
        Assert.Equal(Scripts.Hello.Body.ToArray(), await File.ReadAllBytesAsync(folder.PathOf("001.sse"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Recording_OfSecretsAndIds_HasNone()
    {
        using var folder = new TemporaryFolder();
        string body = $$"""{"type":"error","error":{"type":"api_error","message":"Key {{TestClient.Key}} \u00e9"},"request_id": "req_011Secret","organization_id":"org-1"}""";
        using ClaudeClient client = TestClient.Of(new RecordingHandler(folder.PathOf(), new ScriptedHandler(ResponseScript.Answer(400, "application/json", body))));

        await client.FailAsync<ClaudeApiException>();

        Assert.Equal(
            """{"type":"error","error":{"type":"api_error","message":"Key redacted \u00e9"},"request_id": "redacted","organization_id":"redacted"}""",
            await File.ReadAllTextAsync(folder.PathOf("001.json"), Encoding.UTF8, TestContext.Current.CancellationToken));
        Assert.Equal("application/json", ResponseScript.FromFile(folder.PathOf("001.json")).ContentType);
    }

    [Fact]
    public async Task PlayOnce_ACallTooMany_FailsWithAClearMessage()
    {
        ScriptedHandler handler = new ScriptedHandler(Scripts.Hello, Scripts.Hello).PlayOnce();
        using ClaudeClient client = TestClient.Of(handler);
        Assert.Equal(("Hello", "Hello"), (await client.AskAsync(), await client.AskAsync()));

        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(() => client.AskAsync());

        Assert.StartsWith("Request 3 (POST /v1/messages) has no script: the handler plays 2 scripts, each once.", e.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new ScriptedHandler(_ => Scripts.Hello).PlayOnce());
    }

    [Fact]
    public async Task Bodies_OfEachEndpoint_AreReadByTheClient()
    {
        var handler = new ScriptedHandler(new ScriptRoutes()
            .Map("POST", "/v1/messages", new MessageScript(id: "msg_7").Thinking("c2ln", "Hm").Text("Hel", "lo").ToolUse("find", "{\"a\":", "1}").ToJson("tool_use"))
            .Map("POST", "/v1/messages/count_tokens", ResponseScript.TokenCount(12))
            .Map("GET", "/v1/models", ResponseScript.Page([ResponseScript.Model("m1", "One"), ResponseScript.Model("m2")]))
            .Map("GET", "/v1/files/*", ResponseScript.File("file_1", "a.pdf", "application/pdf", 7, isDownloadable: true))
            .Map("DELETE", "/v1/files/*", ResponseScript.Deleted("file_1", "file_deleted"))
            .Map("GET", "/v1/messages/batches/*", ResponseScript.Batch("batch_1", succeeded: 2, errored: 1)));
        using ClaudeClient client = TestClient.Of(handler);

        Message message = await client.Messages.CreateAsync(TestClient.Hello);
        List<ModelInfo> models = await client.Models.ListAsync().ToListAsync(TestContext.Current.CancellationToken);
        FileObject file = await client.Files.GetAsync("file_1");
        Batches.MessageBatch batch = await client.Messages.Batches.GetAsync("batch_1");

        Assert.Equal(("msg_7", "Hello", StopReasonKind.ToolUse, 6L), (message.Id, message.Text, message.StopReason.Kind, message.Usage.OutputTokens));
        Assert.Equal(("toolu_7_2", "{\"a\":1}"), (message.Content.OfType<ToolUseBlock>().Single().Id, message.Content.OfType<ToolUseBlock>().Single().Input.ToString()));
        Assert.Equal(12, (await client.Messages.CountTokensAsync(TestClient.Hello)).InputTokens);
        Assert.Equal([("m1", "One"), ("m2", "m2")], models.Select(model => (model.Id, model.DisplayName)));
        Assert.Equal(("a.pdf", "application/pdf", 7L, (bool?)true), (file.Filename, file.MimeType, file.SizeBytes, file.Downloadable));
        Assert.Equal((2L, 1L, true), (batch.RequestCounts.Succeeded, batch.RequestCounts.Errored, batch.EndedAt is not null));
        Assert.Equal("file_1", (await client.Files.DeleteAsync("file_1")).Id);
        Assert.Throws<InvalidOperationException>(() => new MessageScript().Error("api_error", "x").ToJson());
    }

    [Fact]
    public async Task Server_WithAFunction_AsksIt()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(exchange => new MessageScript().Text(exchange.Method).End());
        using ClaudeClient client = TestClient.Of(server);

        Assert.Equal("POST", await client.AskAsync());
    }

    private static async Task<List<string>> EventsAsync(ClaudeClient client)
    {
        List<string> events = [];
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello).Promptly();
        await foreach (StreamEvent e in stream)
        {
            events.Add(e.RawJson.ToString());
        }

        return events;
    }
}
