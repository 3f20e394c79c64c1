using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Endpoints.Support;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Endpoints;

public sealed class BatchResultTests
{
    private static readonly string[] s_lines =
    [
        BatchData.Succeeded("three", "drei é"),
        """{"custom_id":"one","result":{"type":"errored","error":{"type":"error","error":{"type":"invalid_request_error","message":"no"},"request_id":"req_9"}}}""",
        """{"custom_id":"four","result":{"type":"canceled"}}""",
        """ {"custom_id":"two","result":{"type":"expired"},"new":1} """,
        """{"custom_id":"five","result":{"type":"postponed","until":1}}""",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Results_InAnyOrderAndPieces_ComeAsTheyAre(int chunkSize)
    {
        ScriptedHandler handler = Handler(ResponseScript.JsonLines(s_lines).InChunksOf(chunkSize), count: 5);
        using ClaudeClient client = TestClient.Of(handler);

        MessageBatchResultLine[] lines = await ReadAsync(client);

        Assert.All(lines, line => Assert.Null(line.Error));
        Assert.Equal([(1L, "three"), (2, "one"), (3, "four"), (4, "two"), (5, "five")], lines.Select(line => (line.Number, line.CustomId!)));
        Message message = Assert.IsType<MessageBatchSucceededResult>(lines[0].Result).Message;
        Assert.Equal(("msg_three", "drei é", 2L), (message.Id, message.Text, message.Usage.OutputTokens));
        ErrorResponse error = Assert.IsType<MessageBatchErroredResult>(lines[1].Result).Error;
        Assert.Equal(("no", ErrorType.InvalidRequestError, "req_9"), (error.Error.Message, error.Error.Type, error.RequestId));
        Assert.IsType<MessageBatchCanceledResult>(lines[2].Result);
        Assert.IsType<MessageBatchExpiredResult>(lines[3].Result);
        Assert.Equal("postponed", Assert.IsType<UnknownMessageBatchResult>(lines[4].Result).TypeName);
        Assert.Equal(s_lines.Select(line => line.Trim()), lines.Select(line => line.Response!.ToJson()));
        Assert.Equal(s_lines.Select(line => line.Trim()), lines.Select(line => Encoding.UTF8.GetString(line.RawLine.Span)));
        Assert.Equal(["/v1/messages/batches/b", "/v1/messages/batches/b/results"], handler.Log.All.Select(sent => sent.Path));
        Assert.Equal(ExchangeEnd.Completed, await handler.Log.All[1].Ended.Promptly());
    }

    [Theory]
    [InlineData("\r\n", "\r\n")]
    [InlineData("\n\n \n", "\n")]
    [InlineData("\n", "")]
    public async Task Results_OtherLineEnds_AreTaken(string between, string end)
    {
        string body = string.Join(between, s_lines) + end;
        using ClaudeClient client = TestClient.Of(Handler(ResponseScript.Answer(200, "application/binary", body), count: 5));

        MessageBatchResultLine[] lines = await ReadAsync(client);

        Assert.Equal(["three", "one", "four", "two", "five"], lines.Select(line => line.CustomId));
        Assert.Equal(body[..body.IndexOf("five", StringComparison.Ordinal)].Count(c => c == '\n') + 1, lines[^1].Number);
    }

    [Fact]
    public async Task Results_BadLines_SayWhatIsWrongAndTheRestComes()
    {
        const int MaxLine = 1000;
        (string Line, MessageBatchLineError Error)[] bad =
        [
            ("nonsense", MessageBatchLineError.InvalidJson),
            ("""{"custom_id":"x","result":{"type":""", MessageBatchLineError.InvalidJson),
            ("""[{"custom_id":"x","result":{"type":"canceled"}}]""", MessageBatchLineError.InvalidJson),
            ("""{"custom_id":"x","result":{"type":"canceled"}} {}""", MessageBatchLineError.InvalidJson),
            ("""{"custom_id":"x","result":{"type":""" + new string('[', 30) + new string(']', 30) + "}}", MessageBatchLineError.InvalidJson),
            ("""{"result":{"type":"canceled"}}""", MessageBatchLineError.NoResult),
            ("""{"custom_id":"x"}""", MessageBatchLineError.NoResult),
            ("""{"custom_id":"x","result":{}}""", MessageBatchLineError.NoResult),
            ("""{"type":"error","error":{"type":"api_error","message":"x"}}""", MessageBatchLineError.NoResult),
            (BatchData.Succeeded("x", new string('x', MaxLine)), MessageBatchLineError.TooLong),
            (BatchData.Succeeded("x", new string('x', 200_000)), MessageBatchLineError.TooLong),
        ];
        string[] all = [.. bad.SelectMany((entry, i) => (string[])[entry.Line, $$$"""{"custom_id":"good-{{{i}}}","result":{"type":"canceled"}}"""])];
        foreach (int chunkSize in (int[])[10, 100_000])
        {
            using ClaudeClient client = TestClient.Of(
                Handler(ResponseScript.JsonLines(all).InChunksOf(chunkSize), count: all.Length), options => options.Limits = new StreamLimits { MaxLineBytes = MaxLine, MaxDepth = 20 });

            MessageBatchResultLine[] lines = await ReadAsync(client);

            Assert.Equal(bad.SelectMany((entry, i) => ((long, MessageBatchLineError?, string?)[])[((2 * i) + 1, entry.Error, null), ((2 * i) + 2, null, $"good-{i}")]), lines.Select(line => (line.Number, line.Error, line.CustomId)));
            Assert.All(lines.Where(line => line.Error is MessageBatchLineError.InvalidJson or MessageBatchLineError.NoResult), line => Assert.Equal(all[line.Number - 1], Encoding.UTF8.GetString(line.RawLine.Span)));
        }
    }

    [Fact]
    public async Task Results_LineThatIsNotUtf8_IsInvalid()
    {
        byte[] body = [.. """{"custom_id":"x","result":{"type":"c"""u8, 0xFF, .. "\"}}\n"u8];
        using ClaudeClient client = TestClient.Of(Handler(ResponseScript.FromBytes(body).WithContentType("application/x-jsonl"), count: 1));

        Assert.Equal(MessageBatchLineError.InvalidJson, Assert.Single(await ReadAsync(client)).Error);
    }

    [Fact]
    public async Task Results_CutAtAnyByte_AreNeverTakenForWhole()
    {
        ResponseScript whole = ResponseScript.JsonLines([s_lines[2], s_lines[3], s_lines[0]]);
        for (int offset = 0; offset < whole.Body.Length; offset++)
        {
            using ClaudeClient client = TestClient.Of(Handler(whole.CutAtByte(offset), count: 3));
            List<string?> seen = [];

            Exception? failure = await Record.ExceptionAsync(async () =>
            {
                await foreach (MessageBatchResultLine line in client.Messages.Batches.GetResultsAsync("b"))
                {
                    seen.Add(line.CustomId);
                }
            });

            // The last line's end may be missing, and what only trims it.
            int linesBefore = whole.Body.Span[..offset].Count((byte)'\n');
            bool isWhole = offset == whole.Body.Length - 1;
            if (isWhole)
            {
                Assert.Null(failure);
            }
            else
            {
                Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, Assert.IsType<ClaudeTransportException>(failure).Kind);
            }

            Assert.InRange(seen.Count, isWhole ? linesBefore + 1 : linesBefore, linesBefore + 1);
            Assert.Equal(new[] { "four", "two", "three" }.Take(seen.Count), seen);
        }
    }

    [Fact]
    public async Task Results_ConnectionThatBreaks_IsAnErrorAfterTheLinesBefore()
    {
        ResponseScript script = ResponseScript.JsonLines(s_lines);
        int offset = script.Body.Span.IndexOf((byte)'\n') + 10;
        using ClaudeClient client = TestClient.Of(Handler(script.InChunksOf(offset).AbortAtByte(offset), count: 5));
        List<string?> seen = [];

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(async () =>
        {
            await foreach (MessageBatchResultLine line in client.Messages.Batches.GetResultsAsync("b"))
            {
                seen.Add(line.CustomId);
            }
        });

        Assert.Equal((ClaudeTransportErrorKind.ConnectionError, "three"), (e.Kind, Assert.Single(seen)));
    }

    [Fact]
    public async Task Results_AreDeliveredBeforeTheRestHasCome()
    {
        ResponseScript script = ResponseScript.JsonLines(s_lines);
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), Routes(script.StallAtByte(script.Body.Span.IndexOf((byte)'\n') + 1, gate), count: 5));
        using ClaudeClient client = TestClient.Of(server);
        IAsyncEnumerator<MessageBatchResultLine> lines = client.Messages.Batches.GetResultsAsync("b").GetAsyncEnumerator();

        Assert.True(await lines.MoveNextAsync().Promptly());
        Assert.Equal("three", lines.Current.CustomId);
        gate.Release();

        int count = 1;
        while (await lines.MoveNextAsync().Promptly())
        {
            count++;
        }

        await lines.DisposeAsync();
        Assert.Equal(5, count);
    }

    [Fact]
    public async Task Results_LeftEarlyOrCancelled_CloseTheResponse()
    {
        ResponseScript script = ResponseScript.JsonLines(s_lines);
        script = script.StallAtByte(script.Body.Span.IndexOf((byte)'\n') + 1);
        foreach (bool isCancelled in (bool[])[false, true])
        {
            ScriptedHandler handler = Handler(script, count: 5);
            using ClaudeClient client = TestClient.Of(handler);
            using var cancellation = new CancellationTokenSource();
            IAsyncEnumerator<MessageBatchResultLine> lines = client.Messages.Batches.GetResultsAsync("b").GetAsyncEnumerator(cancellation.Token);
            Assert.True(await lines.MoveNextAsync().Promptly());

            if (isCancelled)
            {
                ValueTask<bool> next = lines.MoveNextAsync();
                await cancellation.CancelAsync();
                await Assert.ThrowsAsync<ClaudeCanceledException>(() => next.Promptly());
            }

            await lines.DisposeAsync();
            Assert.Equal(ExchangeEnd.ClientLeft, await handler.Log.All[1].Ended.Promptly());
        }
    }

    [Fact]
    public async Task Results_ThatStall_TimeOut()
    {
        var time = new ManualTime();
        var gate = new ScriptGate();
        ResponseScript script = ResponseScript.JsonLines(s_lines);
        using ClaudeClient client = TestClient.Of(Handler(script.StallAtByte(20, gate), count: 5), options => options.TimeProvider = time);
        Task<MessageBatchResultLine[]> reading = ReadAsync(client);
        await gate.Reached.Promptly();

        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(ClaudeTimeoutKind.Idle, (await Assert.ThrowsAsync<ClaudeTimeoutException>(() => reading.Promptly())).Kind);
    }

    [Fact]
    public async Task Results_BeforeTheyBegin_AreAskedForAgain()
    {
        var handler = new ScriptedHandler(new ScriptRoutes()
            .Map("GET", "/v1/messages/batches/*", Scripts.Overloaded, ResponseScript.Json(BatchData.Json("b", "ended", succeeded: 1)))
            .Map("GET", "/v1/messages/batches/*/results", Scripts.Overloaded, ResponseScript.Drop(), ResponseScript.JsonLines([BatchData.Succeeded("a", "b")])));
        using ClaudeClient client = TestClient.Of(handler);

        Assert.Equal("a", Assert.Single(await ReadAsync(client)).CustomId);
        Assert.Equal(5, handler.Log.All.Count);
    }

    [Fact]
    public async Task Results_ThatAreNotThere_AreAnApiError()
    {
        using ClaudeClient client = TestClient.Of(Handler(ResponseScript.Error(404, "not_found_error", "not yet"), count: 1));

        Assert.Equal("not yet", (await Assert.ThrowsAsync<ClaudeApiException>(() => ReadAsync(client))).Message);
    }

    [Fact]
    public async Task Results_OfAPage_AreAProtocolError()
    {
        using ClaudeClient client = TestClient.Of(Handler(ResponseScript.Answer(200, "text/html", "<html>"), count: 1));

        Assert.Equal(ClaudeTransportErrorKind.InvalidResponse, (await Assert.ThrowsAsync<ClaudeTransportException>(() => ReadAsync(client))).Kind);
    }

    private static ScriptRoutes Routes(ResponseScript results, int count) => new ScriptRoutes()
        .Map("GET", "/v1/messages/batches/*", ResponseScript.Json(BatchData.Json("b", "ended", succeeded: count)))
        .Map("GET", "/v1/messages/batches/*/results", results);

    private static ScriptedHandler Handler(ResponseScript results, int count) => new(Routes(results, count));

    private static Task<MessageBatchResultLine[]> ReadAsync(ClaudeClient client) => client.Messages.Batches.GetResultsAsync("b").ToArrayAsync().Promptly();
}
