using System.IO.Pipelines;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Endpoints.Support;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Endpoints;

public sealed class BatchTests
{
    private static readonly ResponseScript s_created = ResponseScript.Json(BatchData.Json("msgbatch_1", processing: 2));

    [Theory]
    [InlineData(ClaudeApiVersion.V20230601, "?beta=true", "x-api-key", TestClient.Key)]
    [InlineData(ClaudeApiVersion.V20261021, "", "Authorization", "Bearer " + TestClient.Key)]
    public async Task Create_Requests_AreWrittenAsTheyAre(string version, string query, string header, string value)
    {
        const string Raw = """{ "custom_id":"raw", "params":{"model":"m","max_tokens":1.0,"messages":[]}, "new":1}""";
        var handler = new ScriptedHandler(s_created);
        using ClaudeClient client = TestClient.Of(handler, options =>
        {
            options.ApiVersion = version;
            options.ExtraBody["metadata"] = RawJson.Parse("{}");
        });
        var options = new RequestOptions { Betas = ["b"], ExtraBody = new Dictionary<string, RawJson> { ["k\""] = RawJson.Parse("[1]") } };

        MessageBatch batch = await client.Messages.Batches.CreateAsync([BatchData.Request("one"), MessageBatchRequest.Parse(Raw)], options).Promptly();

        Assert.Equal(("msgbatch_1", MessageBatchStatus.InProgress, 2L), (batch.Id, batch.ProcessingStatus, batch.RequestCounts.Total));
        Exchange sent = Assert.Single(handler.Log.All);
        Assert.Equal(("POST", "/v1/messages/batches", query), (sent.Method, sent.Path, sent.Query));
        Assert.Equal(("application/json", "b,message-batches-2024-09-24", value), (sent.Headers["Content-Type"], sent.Headers["anthropic-beta"], sent.Headers[header]));
        Assert.Equal(
            """{"requests":[{"custom_id":"one","params":{"model":"claude-sonnet-5-5","max_tokens":100,"messages":[{"role":"user","content":"Hi"}]}},""" + Raw + """],"k\"":[1]}""",
            sent.BodyText);
    }

    [Theory]
    [InlineData(true, 429, null, 3)]
    [InlineData(true, 529, null, 3)]
    [InlineData(true, 408, null, 3)]
    [InlineData(true, 500, "true", 3)]
    [InlineData(true, 500, null, 1)]
    [InlineData(true, 502, null, 1)]
    [InlineData(true, 504, null, 1)]
    [InlineData(true, 429, "false", 1)]
    [InlineData(false, 429, null, 1)]
    public async Task Create_Error_IsFollowedByARetryOnlyWhereNothingWasCreated(bool isCollection, int status, string? shouldRetry, int requests)
    {
        ResponseScript error = ResponseScript.Error(status, "api_error", "x");
        var handler = new ScriptedHandler(shouldRetry is null ? error : error.WithHeader("x-should-retry", shouldRetry));
        using ClaudeClient client = TestClient.Of(handler);
        MessageBatchRequest[] list = [BatchData.Request("one")];

        await Assert.ThrowsAsync<ClaudeApiException>(() => client.Messages.Batches.CreateAsync(isCollection ? list : list.Where(_ => true)).Promptly());

        Assert.Equal(requests, handler.Log.All.Count);
        Assert.All(handler.Log.All, sent => Assert.Equal(handler.Log.All[0].BodyText, sent.BodyText));
    }

    [Fact]
    public async Task Create_ConnectionThatBreaks_IsNotFollowedByARetry()
    {
        foreach (ResponseScript script in (ResponseScript[])[ResponseScript.Drop(), s_created.AbortAtByte(10), s_created.CutAtByte(10)])
        {
            var handler = new ScriptedHandler(script);
            using ClaudeClient client = TestClient.Of(handler);

            await Assert.ThrowsAsync<ClaudeTransportException>(() => client.Messages.Batches.CreateAsync([BatchData.Request("one")]).Promptly());

            Assert.Single(handler.Log.All);
        }
    }

    [Fact]
    public async Task Create_BetaThatNoHeaderNames_IsRefused()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(s_created));
        var request = new MessageBatchRequest("one", new MessageRequest { Model = "m", MaxTokens = 1, Messages = ["Hi"], Betas = ["named"] });

        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(() => client.Messages.Batches.CreateAsync([request]).Promptly());

        Assert.Contains("named", e.Message, StringComparison.Ordinal);
        await client.Messages.Batches.CreateAsync([request], new RequestOptions { Betas = ["named"] }).Promptly();
    }

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task Create_SequenceThatThrows_ThrowsTheSameAndCreatesNothing(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), new ScriptRoutes().Map("POST", "/v1/messages/batches", s_created));
        using ClaudeClient client = TestClient.Of(server, version);

        InvalidDataException e = await Assert.ThrowsAsync<InvalidDataException>(() => client.Messages.Batches.CreateAsync(Failing()).Promptly());

        Assert.Equal("of the caller", e.Message);
        Assert.Contains(nameof(Failing), e.StackTrace, StringComparison.Ordinal);
        Assert.Empty(server.Log.All);

        static IEnumerable<MessageBatchRequest> Failing()
        {
            for (int i = 0; i < 1000; i++)
            {
                yield return BatchData.Request($"id-{i}");
            }

            throw new InvalidDataException("of the caller");
        }
    }

    [Fact]
    public async Task Create_CancelledWhileTheSequenceWaits_CreatesNothing()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), new ScriptRoutes().Map("POST", "/v1/messages/batches", s_created));
        using ClaudeClient client = TestClient.Of(server);
        using var cancellation = new CancellationTokenSource();
        var waiting = new TaskCompletionSource();
        Task<MessageBatch> creating = client.Messages.Batches.CreateAsync(Endless(), cancellationToken: cancellation.Token);
        await waiting.Task.Promptly();

        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<ClaudeCanceledException>(() => creating.Promptly());
        Assert.Empty(server.Log.All);

        async IAsyncEnumerable<MessageBatchRequest> Endless([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
        {
            yield return BatchData.Request("one");
            waiting.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }
    }

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task Create_CancelledWhereTheSequenceSeesItFirst_IsTheCallersCancellation(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), new ScriptRoutes().Map("POST", "/v1/messages/batches", s_created));
        using ClaudeClient client = TestClient.Of(server, version);
        using var cancellation = new CancellationTokenSource();
        var waiting = new TaskCompletionSource();
        Task<MessageBatch> creating = client.Messages.Batches.CreateAsync(Endless(), cancellationToken: cancellation.Token);
        await waiting.Task.Promptly();

        await cancellation.CancelAsync();

        ClaudeCanceledException e = await Assert.ThrowsAsync<ClaudeCanceledException>(() => creating.Promptly());
        Assert.Equal(cancellation.Token, e.CancellationToken);

        async IAsyncEnumerable<MessageBatchRequest> Endless()
        {
            yield return BatchData.Request("one");
            var cancelled = new TaskCompletionSource();
            // The last to register is the first to be told.
            using CancellationTokenRegistration _ = cancellation.Token.Register(() => cancelled.SetCanceled(cancellation.Token));
            waiting.SetResult();
            await cancelled.Task;
        }
    }

    [Fact]
    public async Task Create_CancelledWhileTheLastPieceIsSent_Ends()
    {
        using var handler = new StalledHandler();
        using ClaudeClient client = TestClient.Of(handler);
        using var cancellation = new CancellationTokenSource();
        Task<MessageBatch> creating = client.Messages.Batches.CreateAsync([BatchData.Request("one")], cancellationToken: cancellation.Token);
        await handler.Stalled.Promptly();

        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<ClaudeCanceledException>(() => creating.Promptly());
    }

    [Fact]
    public async Task Create_PiecesThatAreSent_KeepTheFirstEventLimitAway()
    {
        var time = new ManualTime();
        var handler = new ScriptedHandler(s_created);
        using ClaudeClient client = TestClient.Of(handler, options => options.TimeProvider = time);

        MessageBatch batch = await client.Messages.Batches.CreateAsync(Slow()).Promptly();

        Assert.Equal("msgbatch_1", batch.Id);

        IEnumerable<MessageBatchRequest> Slow()
        {
            for (int i = 0; i < 5; i++)
            {
                time.Advance(TimeSpan.FromMinutes(9));
                yield return BatchData.Request($"id-{i}", new string('x', 40_000));
            }
        }
    }

    [Fact]
    public async Task GetCancelDelete_Batch_AskForIt()
    {
        var handler = new ScriptedHandler(new ScriptRoutes()
            .Map("GET", "/v1/messages/batches/*", ResponseScript.Json(BatchData.Json("b", "ended", succeeded: 3, errored: 1)))
            .Map("POST", "/v1/messages/batches/*/cancel", ResponseScript.Json(BatchData.Json("b", "canceling", processing: 4)))
            .Map("DELETE", "/v1/messages/batches/*", Scripts.Overloaded, ResponseScript.Json("""{"id":"b","type":"message_batch_deleted"}""")));
        using ClaudeClient client = TestClient.Of(handler);

        MessageBatch got = await client.Messages.Batches.GetAsync("b").Promptly();
        MessageBatch canceled = await client.Messages.Batches.CancelAsync("b").Promptly();
        DeletedMessageBatch deleted = await client.Messages.Batches.DeleteAsync("b").Promptly();

        Assert.Equal((MessageBatchStatus.Ended, 3L, 4L, "2026-11-22T11:00:00Z"), (got.ProcessingStatus, got.RequestCounts.Succeeded, got.RequestCounts.Total, got.EndedAt));
        Assert.Equal((MessageBatchStatus.Canceling, "2026-11-22T10:30:00Z"), (canceled.ProcessingStatus, canceled.CancelInitiatedAt));
        Assert.Equal("b", deleted.Id);
        Assert.Equal(
            ["GET /v1/messages/batches/b ", "POST /v1/messages/batches/b/cancel ", "DELETE /v1/messages/batches/b ", "DELETE /v1/messages/batches/b "],
            handler.Log.All.Select(sent => $"{sent.Method} {sent.Path} {sent.BodyText}"));
    }

    [Fact]
    public async Task Get_BatchThatIsNotThere_IsAnApiError()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(new ScriptRoutes()));

        ClaudeApiException e = await Assert.ThrowsAsync<ClaudeApiException>(() => client.Messages.Batches.GetAsync("b").Promptly());

        Assert.Equal((404, "not_found_error"), (e.Status, e.ErrorType.Value));
        Assert.DoesNotContain(TestClient.Key, e.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Reads nothing of a body that it is sent.</summary>
    private sealed class StalledHandler : HttpMessageHandler
    {
        private readonly Pipe _network = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Stalled => _stalled.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Task sending = request.Content!.CopyToAsync(_network.Writer.AsStream(), cancellationToken);
            Assert.False(sending.IsCompleted);
            _stalled.SetResult();
            await sending;
            throw new InvalidOperationException("It was sent, although nobody read it.");
        }
    }
}
