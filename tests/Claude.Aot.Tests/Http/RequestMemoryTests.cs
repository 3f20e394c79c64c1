#if CHECKED_POOL
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Streaming;

namespace Claude.Aot.Tests.Http;

/// <summary>The memory of a request returns to the pool once, when no attempt can need it anymore.</summary>
[Collection(nameof(Measured))]
public sealed class RequestMemoryTests
{
    private const string Overloaded = """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""";
    private const string Invalid = """{"type":"error","error":{"type":"invalid_request_error","message":"no"}}""";

    // Several chunks in every build.
    private static readonly MessageRequest s_request = new() { Model = "claude-sonnet-4-5", MaxTokens = 100, Messages = [new string('a', 50_000), "Hi"] };

    private static string Whole => Text(SseBody.OfText("Hello"));

    private static string Broken => Text(SseBody.Begin().TextStart().Text("Hel"));

    [Fact]
    public async Task Memory_AfterSuccess_IsReturned()
    {
        using RecordingHandler handler = RecordingHandler.Of((200, RecordingHandler.Message));
        using ClaudeClient client = TestClient.Of(handler);

        await client.Messages.CreateAsync(s_request).Promptly();

        Assert.True(handler.Bodies[0].LargeCount > 1);
        AssertReturned(handler);
    }

    [Fact]
    public async Task Retry_SendsTheSameBytes_FromTheSameMemory()
    {
        using RecordingHandler handler = RecordingHandler.Of((529, Overloaded), (529, Overloaded), (200, RecordingHandler.Message));
        using ClaudeClient client = TestClient.Of(handler);

        await client.Messages.CreateAsync(s_request).Promptly();

        Assert.Equal(3, handler.Bodies.Count);
        Assert.Equal(handler.Bodies[0].Bytes, handler.Bodies[1].Bytes);
        Assert.Equal(handler.Bodies[0].Bytes, handler.Bodies[2].Bytes);
        Assert.True(handler.Bodies[1].HasArraysOf(handler.Bodies[0]) && handler.Bodies[2].HasArraysOf(handler.Bodies[0]));
        AssertReturned(handler);
    }

    [Theory]
    [InlineData(400, Invalid, 1)]
    [InlineData(529, Overloaded, 3)]
    [InlineData(200, "{\"type\":\"strange\"}", 1)]
    public async Task Memory_AfterFailure_IsReturned(int status, string body, int attempts)
    {
        using RecordingHandler handler = RecordingHandler.Of((status, body));
        using ClaudeClient client = TestClient.Of(handler);

        await Assert.ThrowsAnyAsync<ClaudeException>(() => client.Messages.CreateAsync(s_request).Promptly());

        Assert.Equal(attempts, handler.Bodies.Count);
        AssertReturned(handler);
    }

    [Fact]
    public async Task Memory_AfterALostConnection_IsReturned()
    {
        using var handler = new RecordingHandler(static (_, _) => Task.FromException<HttpResponseMessage>(new HttpRequestException("lost")));
        using ClaudeClient client = TestClient.Of(handler);

        await Assert.ThrowsAsync<ClaudeTransportException>(() => client.Messages.CountTokensAsync(s_request).Promptly());

        Assert.Equal(3, handler.Bodies.Count);
        AssertReturned(handler);
    }

    [Fact]
    public async Task Memory_CanceledAfterTheContentWasSent_IsReturned()
    {
        using var cancellation = new CancellationTokenSource();
        using var handler = new RecordingHandler((_, token) =>
        {
            cancellation.Cancel();
            return Task.FromCanceled<HttpResponseMessage>(token);
        });
        using ClaudeClient client = TestClient.Of(handler);

        await Assert.ThrowsAsync<ClaudeCanceledException>(() => client.Messages.CreateAsync(s_request, cancellationToken: cancellation.Token).Promptly());

        AssertReturned(handler);
    }

    [Fact]
    public async Task Memory_CanceledWhileTheHandlerSends_IsKeptUntilItHasSent()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancellation = new CancellationTokenSource();
        using var handler = new RecordingHandler((_, token) =>
        {
            cancellation.Cancel();
            return Task.FromCanceled<HttpResponseMessage>(token);
        })
        {
            IsHasty = true,
            Recorder = _ => new BodyRecorder { Gate = () => gate.Task },
        };
        using ClaudeClient client = TestClient.Of(handler);

        await Assert.ThrowsAsync<ClaudeCanceledException>(() => client.Messages.CreateAsync(s_request, cancellationToken: cancellation.Token).Promptly());

        Assert.Equal(1, handler.Bodies[0].HeldCount);
        gate.SetResult();
        await handler.Sendings[0].Promptly();
        Assert.Contains("\"Hi\"", System.Text.Encoding.UTF8.GetString(handler.Bodies[0].Bytes), StringComparison.Ordinal);
        AssertReturned(handler);
    }

    [Fact]
    public async Task Memory_OfAResponseThatComesEarly_IsKeptUntilTheContentIsSent()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var handler = new RecordingHandler(static (_, _) => Task.FromResult(RecordingHandler.Respond(200, RecordingHandler.Message)))
        {
            IsHasty = true,
            Recorder = _ => new BodyRecorder { Gate = () => gate.Task },
        };
        using ClaudeClient client = TestClient.Of(handler);

        await client.Messages.CreateAsync(s_request).Promptly();

        Assert.Equal(1, handler.Bodies[0].HeldCount);
        gate.SetResult();
        await handler.Sendings[0].Promptly();
        AssertReturned(handler);
    }

    [Fact]
    public async Task Memory_OfAWriteThatFailed_IsLeftToTheGarbageCollector()
    {
        using var handler = new RecordingHandler(static (_, _) => Task.FromResult(RecordingHandler.Respond(200, RecordingHandler.Message)))
        {
            Recorder = static attempt => new BodyRecorder { Gate = attempt == 0 ? static () => Task.FromException(new IOException("lost")) : null },
        };
        using ClaudeClient client = TestClient.Of(handler);

        await client.Messages.CreateAsync(s_request).Promptly();

        Assert.Equal(2, handler.Bodies.Count);
        Assert.Equal(handler.Bodies[1].LargeCount, handler.Bodies[1].HeldCount);
    }

    [Fact]
    public async Task Memory_OfAStream_IsReturnedAtTheFirstEvent()
    {
        using RecordingHandler handler = RecordingHandler.Of((200, Whole));
        using ClaudeClient client = TestClient.Of(handler);

        await using MessageStream stream = await client.Messages.StreamAsync(s_request).Promptly();

        AssertReturned(handler);
    }

    [Fact]
    public async Task Memory_OfAStreamThatMayBeResumed_IsKeptUntilItsDisposal()
    {
        using RecordingHandler handler = RecordingHandler.Of((200, Whole));
        using ClaudeClient client = TestClient.Of(handler, static options => options.MaxResumptions = 1);

        MessageStream stream = await client.Messages.StreamAsync(s_request).Promptly();
        Assert.Equal(handler.Bodies[0].LargeCount, handler.Bodies[0].HeldCount);
        await stream.DisposeAsync();
        await stream.DisposeAsync();

        AssertReturned(handler);
    }

    [Fact]
    public async Task Memory_OfAStreamThatMayBeResumed_IsReturnedAtTheEndOfTheMessage()
    {
        using RecordingHandler handler = RecordingHandler.Of((200, Whole));
        using ClaudeClient client = TestClient.Of(handler, static options => options.MaxResumptions = 1);
        await using MessageStream stream = await client.Messages.StreamAsync(s_request).Promptly();

        await stream.GetFinalMessageAsync().Promptly();

        AssertReturned(handler);
    }

    [Fact]
    public async Task Resumption_SendsTheSameMemoryAndTheTurn_AndTheLastOneReturnsIt()
    {
        using RecordingHandler handler = RecordingHandler.Of((200, Broken), (529, Overloaded), (200, Broken), (200, Whole));
        using ClaudeClient client = TestClient.Of(handler, static options => options.MaxResumptions = 2);

        await using MessageStream stream = await client.Messages.StreamAsync(s_request).Promptly();
        await stream.GetFinalMessageAsync().Promptly();

        string[] bodies = [.. handler.Bodies.Select(static body => System.Text.Encoding.UTF8.GetString(body.Bytes))];
        string[] turns = ["Hel", "Hel", "HelHel"];
        Assert.Equal(4, bodies.Length);
        Assert.All(turns, (text, index) => Assert.Equal(
            bodies[0].Replace("\"Hi\"}]", $$"""
                "Hi"},{"role":"assistant","content":[{"type":"text","text":"{{text}}"}]}]
                """, StringComparison.Ordinal),
            bodies[index + 1]));
        AssertReturned(handler);
    }

    [Fact]
    public async Task Memory_OfAStreamThatFailed_IsReturnedBeforeItsDisposal()
    {
        using RecordingHandler handler = RecordingHandler.Of((200, Broken), (400, Invalid));
        using ClaudeClient client = TestClient.Of(handler, static options => options.MaxResumptions = 2);
        await using MessageStream stream = await client.Messages.StreamAsync(s_request).Promptly();

        await Assert.ThrowsAsync<ClaudeApiException>(() => stream.GetFinalMessageAsync().Promptly());

        AssertReturned(handler);
    }

    [Fact]
    public async Task Content_ReadAfterTheCall_Throws()
    {
        using RecordingHandler handler = RecordingHandler.Of((200, Whole));
        using ClaudeClient client = TestClient.Of(handler);
        await using MessageStream stream = await client.Messages.StreamAsync(s_request).Promptly();

        HttpRequestException e = await Assert.ThrowsAsync<HttpRequestException>(
            () => handler.Contents[0].CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
        Assert.IsType<ObjectDisposedException>(e.InnerException);
    }

    private static void AssertReturned(RecordingHandler handler)
    {
        Assert.All(handler.Bodies, static body => Assert.Equal(0, body.HeldCount));
        Assert.Equal(0, BytePool.Violations);
    }

    private static string Text(SseBody body) => System.Text.Encoding.UTF8.GetString(body.ToArray());
}
#endif
