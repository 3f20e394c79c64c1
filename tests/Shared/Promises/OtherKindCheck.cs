using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>
/// Checks that a response of another kind than requested is read anyway, because it is paid for, and is reported as a deviation. If a response cannot be read,
/// the error names it.
/// </summary>
internal static class OtherKindCheck
{
    // The members have the order and notation of the API, and are spread over several lines, as a gateway may write them.
    private const string Message = """
        {"id":"msg_1","type":"message","role":"assistant","model":"m","x":1,
        "content":[{"type":"thinking","thinking":"Hm","signature":"c2ln"},{"type":"text","text":"Hel\nlo","citations":[{"type":"char_location","cited_text":"c"}]},
        {"type":"tool_use","id":"toolu_1","name":"search","input":{ "q": "a\"b",
        "n": 1e3 }},{"type":"of_tomorrow","y":[1]}],
        "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2}}
        """;

    private const string OneLine =
        """{"id":"msg_1","type":"message","role":"assistant","model":"m","x":1,"content":[{"type":"thinking","thinking":"Hm","signature":"c2ln"},{"type":"text","text":"Hel\nlo","citations":[{"type":"char_location","cited_text":"c"}]},{"type":"tool_use","id":"toolu_1","name":"search","input":{"q":"a\"b","n":1e3}},{"type":"of_tomorrow","y":[1]}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2}}""";

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach (string? contentType in (string?[])[null, "text/plain", "application/json", "text/html", "application/octet-stream"])
        {
            foreach (string start in (string[])["", ": keep-alive\n\n", "\n\n", "\uFEFF", "id: 1\n\n", "retry: 5\n\n", "data: [DONE]\n\n"])
            {
                yield return ($"events after '{start.ReplaceLineEndings("|")}' under {contentType ?? "no content type"}", () => Events_UnderAnotherContentType_AreRead(contentType, start));
            }
        }

        foreach (string contentType in (string[])["application/json", "text/event-stream", "text/plain"])
        {
            yield return ($"a whole message under {contentType} is played", () => Message_WhereAStreamWasAskedFor_IsPlayed(contentType));
            yield return ($"an event stream under {contentType} is folded", () => Events_WhereAMessageWasAskedFor_AreFolded(contentType));
        }

        yield return ("a whole message is text as it streams", Message_WhereAStreamWasAskedFor_IsTextAsItStreams);
        yield return ("JSON under another content type is read", Json_UnderAnotherContentType_IsRead);
        yield return ("JSON behind a byte order mark is read", Json_BehindAByteOrderMark_IsRead);
        yield return ("an event stream that breaks off is an error with what came", Events_ThatBreakOff_AreAnErrorWithWhatCame);
        yield return ("the token of the call still ends a played message", Message_ThatIsPlayed_EndsWithTheCallsToken);
        yield return ("Strict refuses each", Strict_RefusesEach);
        yield return ("what a callback throws comes out as it is", Callback_ThatThrows_IsNoFailureOfTheCall);

        foreach (string encoding in (string[])["zstd", "deflate", "gzip, zstd", "aws-chunked"])
        {
            yield return ($"content-encoding {encoding} is named", () => ContentEncoding_ThatIsUnknown_IsNamed(encoding));
        }

        yield return ("content-encoding identity is read", ContentEncoding_Identity_IsRead);
    }

    private static async Task Events_UnderAnotherContentType_AreRead(string? contentType, string start)
    {
        byte[] body = [.. System.Text.Encoding.UTF8.GetBytes(start), .. Scripts.Hello.Body.Span];
        foreach (int size in (int[])[int.MaxValue, 1, 3])
        {
            List<ClaudeDiagnosticKind> kinds = [];
            using ClaudeClient client = TestClient.Of(
                new ScriptedHandler(ResponseScript.FromBytes(body).WithContentType(contentType).InChunksOf(size)), options => options.OnDiagnostic = d => kinds.Add(d.Kind));

            Check.Equal("Hello", await client.AskAsync());

            Check.That(kinds.Contains(ClaudeDiagnosticKind.UnexpectedContentType), string.Join(' ', kinds));
        }
    }

    private static async Task Message_WhereAStreamWasAskedFor_IsPlayed(string contentType)
    {
        foreach (string json in (string[])[Message, OneLine])
        {
            List<ClaudeDiagnosticKind> kinds = [];
            using ClaudeClient client = TestClient.Of(
                new ScriptedHandler(ResponseScript.Answer(200, contentType, json).WithHeader("request-id", "req_1").InChunksOf(7)), options => options.OnDiagnostic = d => kinds.Add(d.Kind));
            await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello).Promptly();

            Message message = await stream.GetFinalMessageAsync().Promptly();

            using var expected = System.Text.Json.JsonDocument.Parse(OneLine);
            Check.JsonEqual(expected.RootElement, message.ToJson(), contentType);
            Check.Equal("req_1", stream.RequestId);
            Check.SequenceEqual([ClaudeDiagnosticKind.WholeMessage], kinds);
            Check.Equal(ToolInputState.Valid, message.Content.OfType<ToolUseBlock>().Single().Input.State);
            Check.That(message.Content.All(static block => block.IsComplete));
        }
    }

    private static async Task Message_WhereAStreamWasAskedFor_IsTextAsItStreams()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Json(Message)));
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello).Promptly();

        Check.Equal("Hel\nlo", string.Concat(await stream.ReadTextAsync().ToListAsync()));
        Check.Equal(StopReason.ToolUse, (await stream.GetFinalMessageAsync()).StopReason);
    }

    private static async Task Events_WhereAMessageWasAskedFor_AreFolded(string contentType)
    {
        List<ClaudeDiagnosticKind> kinds = [];
        var handler = new ScriptedHandler(Scripts.Hello.WithContentType(contentType));
        using ClaudeClient client = TestClient.Of(handler, options => options.OnDiagnostic = d => kinds.Add(d.Kind));

        Check.Equal("Hello", (await client.Messages.CreateAsync(TestClient.Hello).Promptly()).Text);

        Check.SequenceEqual([ClaudeDiagnosticKind.StreamedMessage], kinds);
        Check.Equal(ExchangeEnd.Completed, await Check.Single(handler.Log.All).Ended.Promptly());
    }

    private static async Task Events_ThatBreakOff_AreAnErrorWithWhatCame()
    {
        var handler = new ScriptedHandler(Scripts.Hello.CutAfter(Scripts.EventsUntilHel));
        using ClaudeClient client = TestClient.Of(handler);

        ClaudeTransportException e = await Check.ThrowsAsync<ClaudeTransportException>(() => client.Messages.CreateAsync(TestClient.Hello).Promptly());

        Check.Equal(ClaudeTransportErrorKind.ResponseEnded, e.Kind);
        Check.Equal("Hel", e.Partial!.Text);
        Check.Single(handler.Log.All);
    }

    private static async Task Json_UnderAnotherContentType_IsRead()
    {
        List<ClaudeDiagnosticKind> kinds = [];
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Answer(200, "text/plain", """{"input_tokens":7}""")), options => options.OnDiagnostic = d => kinds.Add(d.Kind));

        Check.Equal(7, (await client.Messages.CountTokensAsync(new CountTokensRequest { Model = "m", Messages = ["Hi"] }).Promptly()).InputTokens);

        Check.SequenceEqual([ClaudeDiagnosticKind.UnexpectedContentType], kinds);
    }

    private static async Task Json_BehindAByteOrderMark_IsRead()
    {
        List<ClaudeDiagnosticKind> kinds = [];
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Json("\uFEFF" + Message)), options => options.OnDiagnostic = d => kinds.Add(d.Kind));

        Check.Equal("Hel\nlo", (await client.Messages.CreateAsync(TestClient.Hello).Promptly()).Text);
        Check.SequenceEqual([ClaudeDiagnosticKind.ByteOrderMark], kinds);
        Check.Equal("Hel\nlo", await client.AskAsync());
        Check.SequenceEqual([ClaudeDiagnosticKind.ByteOrderMark, ClaudeDiagnosticKind.ByteOrderMark, ClaudeDiagnosticKind.WholeMessage], kinds);
    }

    private static async Task Message_ThatIsPlayed_EndsWithTheCallsToken()
    {
        using var source = new CancellationTokenSource();
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.Json(Message)));
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello, cancellationToken: source.Token).Promptly();

        await source.CancelAsync();

        await Check.ThrowsAsync<ClaudeCanceledException>(() => stream.GetFinalMessageAsync().AsTask());
    }

    private static async Task Strict_RefusesEach()
    {
        foreach ((ResponseScript answer, Func<ClaudeClient, Task> call, ClaudeDiagnosticKind kind) in ((ResponseScript, Func<ClaudeClient, Task>, ClaudeDiagnosticKind)[])[
            (Scripts.Hello.WithContentType("text/plain"), static client => client.AskAsync(), ClaudeDiagnosticKind.UnexpectedContentType),
            (Scripts.Hello.WithContentType(null), static client => client.AskAsync(), ClaudeDiagnosticKind.UnexpectedContentType),
            (ResponseScript.Json(Message), static client => client.AskAsync(), ClaudeDiagnosticKind.WholeMessage),
            (Scripts.Hello, static client => client.Messages.CreateAsync(TestClient.Hello), ClaudeDiagnosticKind.StreamedMessage),
            (ResponseScript.Answer(200, "text/plain", Message), static client => client.Messages.CreateAsync(TestClient.Hello), ClaudeDiagnosticKind.UnexpectedContentType),
        ])
        {
            using ClaudeClient client = TestClient.Of(new ScriptedHandler(answer), options => options.Strict = true);

            ClaudeTransportException e = await Check.ThrowsAsync<ClaudeTransportException>(() => call(client));

            Check.Equal(ClaudeTransportErrorKind.InvalidResponse, e.Kind);
            Check.Contains($"{kind}", e.Message);
        }
    }

    private static async Task Callback_ThatThrows_IsNoFailureOfTheCall()
    {
        foreach (Exception thrown in (Exception[])[new OperationCanceledException("own"), new IOException("own"), new InvalidOperationException("own")])
        {
            foreach (bool isDiagnostic in (bool[])[false, true])
            {
                var handler = new ScriptedHandler(Scripts.Hello.WithContentType("text/plain"));
                using ClaudeClient client = TestClient.Of(handler);
                var options = new RequestOptions { OnDiagnostic = isDiagnostic ? _ => throw thrown : null, OnResponse = isDiagnostic ? null : _ => throw thrown };

                Exception? e = await Check.ThrownAsync(() => client.Messages.StreamAsync(TestClient.Hello, options));

                Check.That(ReferenceEquals(thrown, e), $"{e}");
                Check.Single(handler.Log.All);
            }
        }
    }

    private static async Task ContentEncoding_ThatIsUnknown_IsNamed(string encoding)
    {
        string named = encoding.Split(", ")[0];
        using (ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello.WithHeader("content-encoding", encoding))))
        {
            foreach (Func<Task> call in (Func<Task>[])[() => client.AskAsync(), () => client.Messages.CreateAsync(TestClient.Hello)])
            {
                ClaudeTransportException e = await Check.ThrowsAsync<ClaudeTransportException>(call);

                Check.Equal(ClaudeTransportErrorKind.InvalidResponse, e.Kind);
                Check.Contains($"content-encoding is {named}", e.Message);
            }
        }

        using ClaudeClient failing = TestClient.Of(new ScriptedHandler(ResponseScript.Answer(403, "text/html", "()").WithHeader("content-encoding", encoding)));
        ClaudeApiException error = await failing.FailAsync<ClaudeApiException>();
        Check.Equal(403, error.Status);
        Check.Contains($"content-encoding is {named}", error.Message);
    }

    private static async Task ContentEncoding_Identity_IsRead()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello.WithHeader("content-encoding", "identity")));

        Check.Equal("Hello", await client.AskAsync());
    }
}
