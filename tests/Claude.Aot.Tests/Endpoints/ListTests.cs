using Claude.Aot.Testing;
using Claude.Aot.Tests.Endpoints.Support;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Endpoints;

public sealed class ListTests
{
    private static string Model(string id) =>
        """{"type":"model","id":"ID","display_name":"Claude","created_at":"2025-09-29T00:00:00Z","max_input_tokens":200000,"max_tokens":64000,"lifecycle":"active","line":"sonnet","capabilities":{"batch":{"supported":true},"thinking":{"supported":true,"types":{"enabled":{"supported":true}}}}}"""
            .Replace("ID", id, StringComparison.Ordinal);

    [Fact]
    public async Task Models_List_AsksForPagesAsItComesToThem()
    {
        var handler = new ScriptedHandler(new ScriptRoutes().Map(
            "GET", "/v1/models", ResponseScript.Json(BatchData.Page(true, "a", "b", Model("a"), Model("b"))), ResponseScript.Json(BatchData.Page(false, "c", "c", Model("c")))));
        using ClaudeClient client = TestClient.Of(handler);
        List<(string Id, int Requests)> seen = [];

        await foreach (ModelInfo model in client.Models.ListAsync(new PageOptions { Limit = 2 }))
        {
            seen.Add((model.Id, handler.Log.All.Count));
        }

        Assert.Equal([("a", 1), ("b", 1), ("c", 2)], seen);
        Assert.Equal(["?limit=2", "?limit=2&after_id=b"], handler.Log.All.Select(sent => sent.Query));
        Assert.All(handler.Log.All, sent => Assert.Equal(("GET", "", "application/json"), (sent.Method, sent.BodyText, sent.Headers["Accept"])));
    }

    [Fact]
    public async Task Models_ListLeftEarly_AsksForNoMore()
    {
        var handler = new ScriptedHandler(ResponseScript.Json(BatchData.Page(true, "a", "b", Model("a"), Model("b"))));
        using ClaudeClient client = TestClient.Of(handler);

        await foreach (ModelInfo model in client.Models.ListAsync())
        {
            Assert.Equal("a", model.Id);
            break;
        }

        Assert.Equal("", Assert.Single(handler.Log.All).Query);
    }

    [Fact]
    public async Task List_WithBothIds_IsRefusedAtTheCall()
    {
        var handler = new ScriptedHandler(ResponseScript.Json(BatchData.Page(false, null, null)));
        using ClaudeClient client = TestClient.Of(handler);
        var page = new PageOptions { AfterId = "a", BeforeId = "b" };

        Assert.Throws<ArgumentException>(() => client.Models.ListAsync(page));
        Assert.Throws<ArgumentException>(() => client.Messages.Batches.ListAsync(page));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Models.ListPageAsync(page));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Messages.Batches.ListPageAsync(page));
        Assert.Empty(handler.Log.All);
    }

    [Fact]
    public async Task Models_Get_HasEveryMember()
    {
        var handler = new ScriptedHandler(new ScriptRoutes().Map("GET", "/v1/models/*", ResponseScript.Json(Model("m"))));
        using ClaudeClient client = TestClient.Of(handler);

        ModelInfo model = await client.Models.GetAsync("publisher/m:0").Promptly();

        Assert.Equal(("m", 200000L, 64000L, ModelLifecycle.Active, ModelLine.Sonnet), (model.Id, model.MaxInputTokens, model.MaxTokens, model.Lifecycle, model.Line));
        Assert.True(model.Capabilities!.Thinking.Types.Enabled.Supported);
        Assert.False(model.Capabilities.Thinking.Types.Adaptive.Supported);
        Assert.Equal("/v1/models/publisher%2Fm%3A0", Assert.Single(handler.Log.All).Path);
    }

    [Fact]
    public async Task Batches_List_GoesBackwardsFromBefore()
    {
        var handler = new ScriptedHandler(
            ResponseScript.Json(BatchData.Page(true, "b2", "b1", BatchData.Json("b2"), BatchData.Json("b1"))), ResponseScript.Json(BatchData.Page(false, "b3", "b3", BatchData.Json("b3"))));
        using ClaudeClient client = TestClient.Of(handler, options => options.Betas.Add("x y"));

        string[] ids = await client.Messages.Batches.ListAsync(new PageOptions { BeforeId = "b0&" }).Select(batch => batch.Id).ToArrayAsync().Promptly();

        Assert.Equal(["b2", "b1", "b3"], ids);
        Assert.Equal(["?beta=true&before_id=b0%26", "?beta=true&before_id=b2"], handler.Log.All.Select(sent => sent.Query));
        Assert.All(handler.Log.All, sent => Assert.Equal("x y,message-batches-2024-09-24", sent.Headers["anthropic-beta"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("b")]
    public async Task List_ThatNeverGetsOn_IsAProtocolError(string? lastId)
    {
        var handler = new ScriptedHandler(ResponseScript.Json(BatchData.Page(true, "a", lastId, Model("a"))));
        using ClaudeClient client = TestClient.Of(handler);

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => client.Models.ListAsync().ToArrayAsync().Promptly());

        Assert.Equal(ClaudeTransportErrorKind.InvalidResponse, e.Kind);
    }

    [Fact]
    public async Task List_Cancelled_Stops()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Json(BatchData.Page(true, "a", "b", Model("a")))));
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAsync<ClaudeCanceledException>(async () =>
        {
            await foreach (ModelInfo _ in client.Models.ListAsync().WithCancellation(cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task Get_AnswerThatBroke_IsAskedForAgain()
    {
        ResponseScript answer = ResponseScript.Json(Model("m"));
        var handler = new ScriptedHandler(answer.CutAtByte(10), answer.AbortAtByte(10), answer);
        using ClaudeClient client = TestClient.Of(handler);

        Assert.Equal("m", (await client.Models.GetAsync("m").Promptly()).Id);
        Assert.Equal(3, handler.Log.All.Count);
    }

    [Fact]
    public async Task Client_Disposed_AsksNothing()
    {
        var handler = new ScriptedHandler(Scripts.Hello);
        ClaudeClient client = TestClient.Of(handler);
        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Messages.CreateAsync(TestClient.Hello));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Messages.CountTokensAsync(TestClient.Hello));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Models.GetAsync("m"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Messages.Batches.CreateAsync([BatchData.Request("a")]));
        Assert.Throws<ObjectDisposedException>(() => client.Models.ListAsync());
        Assert.Throws<ObjectDisposedException>(() => client.Messages.Batches.GetResultsAsync("b"));

        Assert.Empty(handler.Log.All);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Id_ThatIsNone_IsRefused(string id)
    {
        var handler = new ScriptedHandler(Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);

        await Assert.ThrowsAsync<ArgumentException>(() => client.Models.GetAsync(id));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Messages.Batches.DeleteAsync(id));
        Assert.Throws<ArgumentException>(() => client.Messages.Batches.GetResultsAsync(id));

        Assert.Empty(handler.Log.All);
    }
}
