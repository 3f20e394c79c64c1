using System.Diagnostics;
using Claude.Aot.Testing;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Claude.Aot.Telemetry.Tests;

/// <summary>What the OpenTelemetry SDK exports for each way in which a call goes.</summary>
[Collection(nameof(SdkCollector))]
public sealed class SdkTests
{
    private const int EventsUntilHel = 3;

    private static readonly double[] s_seconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly double[] s_tokens = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ResponseScript Answer => new MessageScript().Text("Hel", "lo").End();

    private static ResponseScript Calls => new MessageScript().ToolUse("look", """{"at":"sky"}""").ToolUse("listen", """{"to":"wind"}""").End("tool_use");

    [Fact]
    public async Task Stream_IsExportedWithTheAdvisedBuckets()
    {
        using var sdk = new SdkCollector();
        using ClaudeClient client = SdkCollector.ClientOf(new ScriptedHandler(Answer));

        using (Activity app = sdk.StartApp())
        {
            await using MessageStream stream = await client.Messages.StreamAsync(SdkCollector.Hello, cancellationToken: Token);
            await stream.GetFinalMessageAsync(Token);
            Assert.Equal(app.SpanId, Assert.Single(sdk.Spans).ParentSpanId);
        }

        Activity span = Assert.Single(sdk.Spans);
        Assert.Equal("chat claude-sonnet-5-5", span.DisplayName);
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        IReadOnlyDictionary<string, Metric> metrics = sdk.Metrics;
        Assert.Equal(
            [
                "gen_ai.client.operation.duration", "gen_ai.client.operation.time_per_output_chunk", "gen_ai.client.operation.time_to_first_chunk",
                "gen_ai.client.token.usage",
            ],
            metrics.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, Metric metric) in metrics)
        {
            bool isTokens = name == "gen_ai.client.token.usage";
            Assert.Equal(isTokens ? "{token}" : "s", metric.Unit);
            Assert.Equal(ClaudeTelemetry.Version, metric.MeterVersion);
            Assert.All(SdkCollector.PointsOf(metric), point => Assert.Equal(isTokens ? s_tokens : s_seconds, BoundariesOf(point)));
        }

        Assert.Equal(2, sdk.CountOf("gen_ai.client.token.usage"));
        Assert.Equal(1, sdk.CountOf("gen_ai.client.operation.duration"));
    }

    [Fact]
    public async Task Error_IsExportedWithItsType()
    {
        using var sdk = new SdkCollector();
        var handler = new ScriptedHandler(ResponseScript.Error(529, "overloaded_error", "No"));
        using ClaudeClient client = SdkCollector.ClientOf(handler, options => options.MaxRetries = 1);

        await Assert.ThrowsAsync<ClaudeApiException>(() => client.Messages.CreateAsync(SdkCollector.Hello, cancellationToken: Token));

        Activity span = Assert.Single(sdk.Spans);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("overloaded_error", span.GetTagItem("error.type"));
        Assert.Equal(1, span.GetTagItem("http.request.resend_count"));
        MetricPoint point = Assert.Single(SdkCollector.PointsOf(sdk.Metrics["gen_ai.client.operation.duration"]));
        Assert.Equal("overloaded_error", SdkCollector.TagsOf(point)["error.type"]);
        Assert.Equal(1, Assert.Single(SdkCollector.PointsOf(sdk.Metrics["claude.client.retries"])).GetSumLong());
    }

    [Fact]
    public async Task CutStream_IsExportedAsAnError()
    {
        using var sdk = new SdkCollector();
        using ClaudeClient client = SdkCollector.ClientOf(new ScriptedHandler(Answer.CutAfter(EventsUntilHel)));
        await using MessageStream stream = await client.Messages.StreamAsync(SdkCollector.Hello, cancellationToken: Token);

        await Assert.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalMessageAsync(Token).AsTask());

        Assert.Equal("response_ended", Assert.Single(sdk.Spans).GetTagItem("error.type"));
    }

    [Fact]
    public async Task CanceledStream_IsExportedWithoutAnError()
    {
        using var sdk = new SdkCollector();
        using var cancellation = new CancellationTokenSource();
        using ClaudeClient client = SdkCollector.ClientOf(new ScriptedHandler(Answer.StallAfter(EventsUntilHel)));
        await using MessageStream stream = await client.Messages.StreamAsync(SdkCollector.Hello, cancellationToken: cancellation.Token);

        Task reading = stream.GetFinalMessageAsync(CancellationToken.None).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<ClaudeCanceledException>(() => reading);

        Activity span = Assert.Single(sdk.Spans);
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal("canceled", span.GetTagItem("claude.client.outcome"));
    }

    [Fact]
    public async Task ResumedStream_IsOneSpan()
    {
        using var sdk = new SdkCollector();
        using ClaudeClient client = SdkCollector.ClientOf(new ScriptedHandler(Answer.AbortAfter(EventsUntilHel), Answer), options => options.MaxResumptions = 1);
        await using MessageStream stream = await client.Messages.StreamAsync(SdkCollector.Hello, cancellationToken: Token);

        await stream.GetFinalMessageAsync(Token);

        Activity span = Assert.Single(sdk.Spans);
        Assert.Equal("claude.client.resumption", Assert.Single(span.Events).Name);
        Assert.Equal(1, sdk.CountOf("gen_ai.client.operation.duration"));
    }

    [Fact]
    public async Task ParallelTools_AreSpansBesideTheirMessages()
    {
        using var sdk = new SdkCollector();
        using ClaudeClient client = SdkCollector.ClientOf(new ScriptedHandler(Calls, Answer));
        using var bothRun = new Barrier(2);
        BlockContent Run(ToolCall call)
        {
            Assert.True(bothRun.SignalAndWait(TimeSpan.FromSeconds(30)));
            using Activity nested = sdk.StartApp();
            return nested.ParentSpanId.ToHexString();
        }

        ActivitySpanId app;
        using (Activity span = sdk.StartApp())
        {
            app = span.SpanId;
            await using ToolRun run = client.Messages.RunTools(SdkCollector.Hello, [ToolOf("look", Run), ToolOf("listen", Run)]);
            await foreach (MessageStream turn in run.WithCancellation(Token))
            {
                await turn.GetFinalMessageAsync(Token);
                await run.CompleteTurnAsync(Token);
                foreach (ToolCallResult result in run.Results)
                {
                    Activity tool = Assert.Single(sdk.Spans, span => span.DisplayName == $"execute_tool {result.Call.Name}");
                    Assert.Equal(tool.SpanId.ToHexString(), result.Content?.Text);
                }
            }
        }

        Assert.Equal(4, sdk.Spans.Count);
        Assert.All(sdk.Spans, span => Assert.Equal(app, span.ParentSpanId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_CarriesTheSpanAsItsTraceParent(bool isStream)
    {
        using var sdk = new SdkCollector();
        await using ReplayServer server = await ReplayServer.StartAsync(Answer);
        using var client = new ClaudeClient(new ClaudeClientOptions { ApiKey = "none", UseEnvironment = false, BaseUrl = server.Address });

        if (isStream)
        {
            await using MessageStream stream = await client.Messages.StreamAsync(SdkCollector.Hello, cancellationToken: Token);
            await stream.GetFinalMessageAsync(Token);
        }
        else
        {
            await client.Messages.CreateAsync(SdkCollector.Hello, cancellationToken: Token);
        }

        // The HTTP client makes a span of its own below ours if anything listens to it; here nothing does.
        Activity span = Assert.Single(sdk.Spans);
        Assert.Equal(span.TraceId.ToHexString(), Assert.Single(server.Log.All).Headers["traceparent"].Split('-')[1]);
    }

    [Fact]
    public async Task UnsampledCall_HasMetricsOnly()
    {
        using var sdk = new SdkCollector(tracing => tracing.SetSampler(new AlwaysOffSampler()));
        using ClaudeClient client = SdkCollector.ClientOf(new ScriptedHandler(Answer));
        await using MessageStream stream = await client.Messages.StreamAsync(SdkCollector.Hello, cancellationToken: Token);

        await stream.GetFinalMessageAsync(Token);

        Assert.Empty(sdk.Spans);
        Assert.Equal(1, sdk.CountOf("gen_ai.client.operation.duration"));
    }

    private static ToolFunction ToolOf(string name, Func<ToolCall, BlockContent> run) =>
        new(new Tool { Name = name, InputSchema = RawJson.Parse("""{"type":"object"}""") }, run);

    private static List<double> BoundariesOf(MetricPoint point)
    {
        List<double> boundaries = [];
        foreach (HistogramBucket bucket in point.GetHistogramBuckets())
        {
            boundaries.Add(bucket.ExplicitBound);
        }

        // The last bucket has no upper bound.
        Assert.Equal(double.PositiveInfinity, boundaries[^1]);
        return boundaries[..^1];
    }
}
