using System.Diagnostics;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks the spans and metrics of messages against the tables of the GenAI conventions 1.41.1.</summary>
internal static class SpanCheck
{
    private const string Model = "claude-sonnet-5-5";

    private static readonly string[] s_ofAllMetrics =
        ["gen_ai.operation.name=chat", "gen_ai.provider.name=anthropic", "gen_ai.request.model=claude-sonnet-5-5", "server.port=443"];

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        yield return ("a stream has a span and metrics", Stream_HasASpanAndMetrics);
        yield return ("a message has a span and metrics", Message_HasASpanAndMetrics);
        yield return ("the request's settings are tags", Settings_AreTags);
        yield return ("tokens of the cache count as input", CacheTokens_CountAsInput);
        yield return ("times are measured from the request", Times_AreMeasuredFromTheRequest);
        yield return ("the span is the current one of each request only", Span_IsCurrentForRequestsOnly);
        yield return ("other endpoints have no span", OtherEndpoints_HaveNoSpan);
        yield return ("content is recorded only if it is asked for", Content_IsRecordedOnlyIfAskedFor);
        yield return ("a span of another library for the same call is not repeated", TracedCall_IsNotRepeated);
        yield return ("a mode of Off leaves the span out", Off_LeavesTheSpanOut);
        yield return ("a listener that throws changes nothing", ThrowingListener_ChangesNothing);
    }

    private static async Task Stream_HasASpanAndMetrics()
    {
        using var telemetry = new TelemetryRecorder("stream.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(
            new MessageScript(id: "msg_1", inputTokens: 10).Text("Hel", "lo", "!").End(outputTokens: 7).WithHeader("request-id", "req_1")));

        await client.AskAsync();

        Activity span = Check.Single(telemetry.Spans);
        Check.Equal($"chat {Model}", span.DisplayName);
        Check.Equal(ActivityKind.Client, span.Kind);
        Check.Equal(ActivityStatusCode.Unset, span.Status);
        Check.Equal(telemetry.Root.SpanId, span.ParentSpanId);
        Check.Equal("https://opentelemetry.io/schemas/1.41.1", span.Source.TelemetrySchemaUrl);
        Check.Equal(ClaudeTelemetry.Version, span.Source.Version);
        CheckTags(
            span,
            ("anthropic.request.id", "req_1"),
            ("claude.client.outcome", "completed"),
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.provider.name", "anthropic"),
            ("gen_ai.request.max_tokens", 100L),
            ("gen_ai.request.model", Model),
            ("gen_ai.request.stream", true),
            ("gen_ai.response.finish_reasons", "end_turn"),
            ("gen_ai.response.id", "msg_1"),
            ("gen_ai.response.model", Model),
            ("gen_ai.response.time_to_first_chunk", 0.0),
            ("gen_ai.usage.input_tokens", 10L),
            ("gen_ai.usage.output_tokens", 7L),
            ("server.address", "stream.telemetry.example"),
            ("server.port", 443));
        Check.SequenceEqual(
            [
                ("gen_ai.client.operation.time_to_first_chunk", 0.0, ""),
                ("gen_ai.client.operation.time_per_output_chunk", 0.0, ""),
                ("gen_ai.client.operation.time_per_output_chunk", 0.0, ""),
                ("gen_ai.client.operation.duration", 0.0, ""),
                ("gen_ai.client.token.usage", 10.0, "input"),
                ("gen_ai.client.token.usage", 7.0, "output"),
            ],
            telemetry.Metrics.Select(metric => (metric.Name, metric.Value, (string?)metric.Tags.GetValueOrDefault("gen_ai.token.type") ?? "")));
        Check.That(telemetry.Metrics.All(metric => s_ofAllMetrics.All(tag => metric.Tags.Any(named => $"{named.Key}={named.Value}" == tag))));
        Check.That(telemetry.Metrics.All(metric => metric.Tags["gen_ai.response.model"] is Model));
    }

    private static async Task Message_HasASpanAndMetrics()
    {
        using var telemetry = new TelemetryRecorder("message.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(ResponseScript.Json(
            """
            {"id":"msg_2","type":"message","role":"assistant","model":"claude-other","content":[],"stop_reason":"max_tokens",
            "usage":{"input_tokens":3,"output_tokens":4,"output_tokens_details":{"thinking_tokens":2},"service_tier":"standard"}}
            """).WithHeader("request-id", "req_2")));

        await client.Messages.CreateAsync(TestClient.Hello);

        CheckTags(
            Check.Single(telemetry.Spans),
            ("anthropic.request.id", "req_2"),
            ("anthropic.response.service_tier", "standard"),
            ("claude.client.outcome", "completed"),
            ("gen_ai.operation.name", "chat"),
            ("gen_ai.provider.name", "anthropic"),
            ("gen_ai.request.max_tokens", 100L),
            ("gen_ai.request.model", Model),
            ("gen_ai.response.finish_reasons", "max_tokens"),
            ("gen_ai.response.id", "msg_2"),
            ("gen_ai.response.model", "claude-other"),
            ("gen_ai.usage.input_tokens", 3L),
            ("gen_ai.usage.output_tokens", 4L),
            ("gen_ai.usage.reasoning.output_tokens", 2L),
            ("server.address", "message.telemetry.example"),
            ("server.port", 443));
        Check.SequenceEqual(
            ["gen_ai.client.operation.duration", "gen_ai.client.token.usage", "gen_ai.client.token.usage"], telemetry.Metrics.Select(metric => metric.Name));
        Check.That(telemetry.Metrics.All(metric => metric.Tags["gen_ai.response.model"] is "claude-other"));
    }

    private static async Task Settings_AreTags()
    {
        using var telemetry = new TelemetryRecorder("settings.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Scripts.Hello));

        await client.AskAsync(TestClient.Hello with
        {
            Temperature = 0.5,
            TopP = 0.25,
            TopK = 5,
            StopSequences = ["END", "STOP"],
            OutputConfig = new OutputConfig { Format = new JsonOutputFormat { Schema = RawJson.Parse("""{"type":"object"}""") } },
        });

        Activity span = Check.Single(telemetry.Spans);
        Check.Equal(0.5, span.GetTagItem("gen_ai.request.temperature"));
        Check.Equal(0.25, span.GetTagItem("gen_ai.request.top_p"));
        Check.Equal(5.0, span.GetTagItem("gen_ai.request.top_k"));
        Check.SequenceEqual(["END", "STOP"], Check.Is<string[]>(span.GetTagItem("gen_ai.request.stop_sequences")));
        Check.Equal("json", span.GetTagItem("gen_ai.output.type"));
    }

    private static async Task CacheTokens_CountAsInput()
    {
        using var telemetry = new TelemetryRecorder("cache.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(ResponseScript.FromBytes(SseBody.BeginWith(
            """
            {"id":"msg_3","type":"message","role":"assistant","model":"claude-sonnet-5-5","content":[],"usage":{"input_tokens":1,"cache_read_input_tokens":20,
            "cache_creation_input_tokens":300,"cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":200},"output_tokens":1}}
            """.ReplaceLineEndings("")).TextStart().Text("Hello").BlockStop().MessageDelta(usage: """{"output_tokens":50}""").MessageStop().ToArray())));

        await client.AskAsync();

        Activity span = Check.Single(telemetry.Spans);
        Check.Equal(321L, span.GetTagItem("gen_ai.usage.input_tokens"));
        Check.Equal(20L, span.GetTagItem("gen_ai.usage.cache_read.input_tokens"));
        Check.Equal(300L, span.GetTagItem("gen_ai.usage.cache_creation.input_tokens"));
        Check.Equal(100L, span.GetTagItem("anthropic.usage.cache_creation.ephemeral_5m_input_tokens"));
        Check.Equal(200L, span.GetTagItem("anthropic.usage.cache_creation.ephemeral_1h_input_tokens"));
        Check.Equal(50L, span.GetTagItem("gen_ai.usage.output_tokens"));
        Check.SequenceEqual([321, 50], telemetry.Metrics.Where(metric => metric.Name == "gen_ai.client.token.usage").Select(metric => metric.Value));
    }

    private static async Task Times_AreMeasuredFromTheRequest()
    {
        using var telemetry = new TelemetryRecorder("times.telemetry.example");
        var time = new ManualTime();
        ScriptGate start = new(), second = new();
        var handler = new ScriptedHandler(Scripts.Hello.HoldAt(start).StallAfter(Scripts.EventsUntilHel, second));
        using ClaudeClient client = telemetry.ClientOf(handler, options => options.TimeProvider = time);

        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        await start.Reached.Promptly();
        time.Advance(TimeSpan.FromSeconds(2));
        start.Release();
        await using MessageStream stream = await asking.Promptly();
        await stream.ReadUntilHelAsync();
        ValueTask<Message> rest = stream.GetFinalMessageAsync();
        await second.Reached.Promptly();
        time.Advance(TimeSpan.FromSeconds(3));
        second.Release();
        await rest.Promptly();

        Check.SequenceEqual(
            [
                ("gen_ai.client.operation.time_to_first_chunk", 2.0),
                ("gen_ai.client.operation.time_per_output_chunk", 3.0),
                ("gen_ai.client.operation.duration", 5.0),
            ],
            telemetry.Metrics.Where(metric => metric.Name != "gen_ai.client.token.usage").Select(metric => (metric.Name, metric.Value)));
        Check.Equal(2.0, Check.Single(telemetry.Spans).GetTagItem("gen_ai.response.time_to_first_chunk"));
    }

    private static async Task Span_IsCurrentForRequestsOnly()
    {
        using var telemetry = new TelemetryRecorder("current.telemetry.example");
        List<Activity?> current = [];
        var handler = new ScriptedHandler(_ =>
        {
            current.Add(Activity.Current);
            return current.Count switch { 1 => Scripts.Overloaded, 2 => Scripts.Hello.AbortAfter(Scripts.EventsUntilHel), _ => Scripts.Hello };
        });
        using ClaudeClient client = telemetry.ClientOf(handler, options => options.MaxResumptions = 1);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        Check.Equal(telemetry.Root, Activity.Current);

        await foreach (StreamEvent _ in stream)
        {
            Check.Equal(telemetry.Root, Activity.Current);
        }

        Check.Equal(telemetry.Root, Activity.Current);
        Activity span = Check.Single(telemetry.Spans);
        Check.SequenceEqual([span, span, span], current);
    }

    private static async Task OtherEndpoints_HaveNoSpan()
    {
        using var telemetry = new TelemetryRecorder("others.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(ResponseScript.Json("""{"input_tokens":5}""")));

        await client.Messages.CountTokensAsync(TestClient.Hello);

        Check.Equal(0, telemetry.Spans.Count);
        Check.Equal(0, telemetry.Metrics.Count);
    }

    private static async Task Content_IsRecordedOnlyIfAskedFor()
    {
        MessageRequest request = TestClient.Hello with
        {
            System = "secret system",
            Messages =
            [
                new InputMessage(Role.User, ["secret question", new ImageBlock { Source = new Base64ImageSource { MediaType = ImageMediaType.Png, Data = "c2VjcmV0" } }]),
            ],
            Tools = [new Tool { Name = "look", Description = "secret description", InputSchema = RawJson.Parse("""{"type":"object"}""") }],
        };
        foreach (ClaudeTelemetryMode mode in (ClaudeTelemetryMode[])[ClaudeTelemetryMode.Metadata, ClaudeTelemetryMode.Content])
        {
            using var telemetry = new TelemetryRecorder($"{mode}.content.telemetry.example");
            using ClaudeClient client = telemetry.ClientOf(
                new ScriptedHandler(new MessageScript().Thinking("secret signature", "secret thought").Text("secret ", "answer").End()),
                options => options.Telemetry = mode);

            await client.AskAsync(request);

            Check.DoesNotContain(TestClient.Key, telemetry.AllText());
            if (mode == ClaudeTelemetryMode.Metadata)
            {
                Check.DoesNotContain("secret", telemetry.AllText());
                continue;
            }

            Activity span = Check.Single(telemetry.Spans);
            Check.Equal("""[{"type":"text","content":"secret system"}]""", span.GetTagItem("gen_ai.system_instructions"));
            Check.Equal(
                """[{"role":"user","parts":[{"type":"text","content":"secret question"},{"type":"blob","modality":"image","mime_type":"image/png"}]}]""",
                span.GetTagItem("gen_ai.input.messages"));
            Check.Equal(
                """[{"role":"assistant","parts":[{"type":"reasoning","content":"secret thought"},{"type":"text","content":"secret answer"}],"finish_reason":"end_turn"}]""",
                span.GetTagItem("gen_ai.output.messages"));
            Check.Equal(
                """[{"type":"function","name":"look","description":"secret description","parameters":{"type":"object"}}]""",
                span.GetTagItem("gen_ai.tool.definitions"));
        }
    }

    private static async Task TracedCall_IsNotRepeated()
    {
        using var telemetry = new TelemetryRecorder("traced.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Scripts.Hello));
        using var source = new ActivitySource("Another library");
        using var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate == source,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);

        using (Activity span = source.StartActivity($"chat {Model}", ActivityKind.Client)!)
        {
            await client.AskAsync();
            Check.Equal(0, telemetry.Spans.Count);
            span.SetTag("gen_ai.operation.name", "chat");
            await client.AskAsync();
            Check.Equal(0, telemetry.Spans.Count);
            Check.Equal(0, telemetry.Metrics.Count);
            span.SetTag("gen_ai.operation.name", "invoke_agent");
            await client.AskAsync();
            Check.Equal(span.SpanId, Check.Single(telemetry.Spans).ParentSpanId);
        }
    }

    private static async Task Off_LeavesTheSpanOut()
    {
        using var telemetry = new TelemetryRecorder("off.telemetry.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Scripts.Hello), options => options.Telemetry = ClaudeTelemetryMode.Off);

        await client.AskAsync();
        Check.Equal(0, telemetry.Spans.Count);
        Check.Equal(0, telemetry.Metrics.Count);

        await client.AskAsync(options: new RequestOptions { Telemetry = ClaudeTelemetryMode.Metadata });
        Check.Equal(1, telemetry.Spans.Count);
    }

    private static async Task ThrowingListener_ChangesNothing()
    {
        using var telemetry = new TelemetryRecorder("throwing.telemetry.example");
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == ClaudeTelemetry.SourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = span => throw new InvalidOperationException(span.DisplayName),
            ActivityStopped = span => throw new InvalidOperationException(span.DisplayName),
        };
        ActivitySource.AddActivityListener(listener);
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Scripts.Hello, Scripts.Hello, ResponseScript.Error(400, "invalid_request_error", "No")));

        Check.Equal("Hello", await client.AskAsync());
        await using (MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello))
        {
            Check.Equal("Hello", await stream.GetFinalTextAsync());
        }

        await client.FailAsync<ClaudeApiException>();
        Check.Equal(telemetry.Root, Activity.Current);
    }

    private static void CheckTags(Activity span, params IEnumerable<(string, object)> expected) => Check.SequenceEqual(
        expected,
        span.TagObjects.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => (tag.Key, tag.Value is string[] texts ? string.Join(',', texts) : tag.Value!)));
}
