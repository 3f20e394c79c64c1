using System.Diagnostics;
using Claude.Aot.Testing;
using OpenTelemetry.Metrics;

namespace Claude.Aot.Telemetry.Tests;

/// <summary>Settings that a process reads once. Each is tested in a process of its own, which runs one class of this assembly.</summary>
[Collection(nameof(SdkCollector))]
public sealed class ProcessTests
{
    /// <summary>If set, this process is one that <see cref="ProcessTests"/> has started, for the class that the variable names.</summary>
    internal const string RoleVariable = "CLAUDE_TELEMETRY_TESTS_ROLE";

    [Fact]
    public Task LatestConventions_InAProcessThatOptsIn_HaveTheirNames() =>
        RunAsync(nameof(LatestConventionTests), tests: 2, ("OTEL_SEMCONV_STABILITY_OPT_IN", "http, gen_ai_latest_experimental"));

    [Theory]
    [InlineData("true")]
    [InlineData("SPAN_AND_EVENT")]
    public Task Content_InAProcessThatAsksForIt_IsRecorded(string value) =>
        RunAsync(nameof(EnvironmentContentTests), tests: 1, ("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", value));

    [Fact]
    public Task Telemetry_InAProcessThatTurnsItOff_IsNotThere() => RunAsync(nameof(SwitchedOffTests), tests: 1);

    /// <summary>Skips a test that does not run in the process that was started for its class.</summary>
    internal static void SkipUnless(string role) =>
        Assert.SkipUnless(Environment.GetEnvironmentVariable(RoleVariable) == role, "Runs in a process of its own, which ProcessTests starts.");

    private static async Task RunAsync(string role, int tests, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-class", $"{typeof(ProcessTests).Namespace}.{role}"]) { RedirectStandardOutput = true };
        start.Environment[RoleVariable] = role;
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0 && output.Contains($"Total: {tests}, Errors: 0, Failed: 0, Skipped: 0", StringComparison.Ordinal), output);
    }
}

/// <summary>The names of the latest conventions.</summary>
[Collection(nameof(SdkCollector))]
public sealed class LatestConventionTests
{
    [Fact]
    public async Task Stream_HasTheNewNames()
    {
        ProcessTests.SkipUnless(nameof(LatestConventionTests));
        using var sdk = new SdkCollector();
        using ClaudeClient client = SdkCollector.ClientOf(new ScriptedHandler(
            ResponseScript.FromText(
                """
                event: message_start
                data: {"type":"message_start","message":{"id":"msg_1","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"cache_creation_input_tokens":30}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5}}

                event: message_stop
                data: {"type":"message_stop"}


                """)));
        MessageRequest request = SdkCollector.Hello with { TopK = 5, OutputConfig = new OutputConfig { Effort = Effort.Low } };
        await using MessageStream stream = await client.Messages.StreamAsync(request, cancellationToken: TestContext.Current.CancellationToken);
        await stream.GetFinalMessageAsync(TestContext.Current.CancellationToken);

        Activity span = Assert.Single(sdk.Spans);
        Assert.Equal("https://opentelemetry.io/schemas/gen-ai/1.42.0", span.Source.TelemetrySchemaUrl);
        Assert.Equal(5L, span.GetTagItem("gen_ai.request.top_k"));
        Assert.Equal("low", span.GetTagItem("gen_ai.request.reasoning.level"));
        Assert.Equal(30L, span.GetTagItem("gen_ai.usage.cache_write.input_tokens"));
        Assert.Equal(
            [
                "gen_ai.client.inference.duration", "gen_ai.client.inference.operation.input_tokens", "gen_ai.client.inference.operation.output_tokens",
                "gen_ai.client.inference.time_to_first_chunk", "gen_ai.client.inference.usage.cache_read.input_tokens",
                "gen_ai.client.inference.usage.cache_write.input_tokens", "gen_ai.client.inference.usage.input_tokens",
                "gen_ai.client.inference.usage.output_tokens", "gen_ai.client.inference.usage.reasoning.output_tokens",
            ],
            sdk.Metrics.Keys.Order(StringComparer.Ordinal));
        MetricPoint total = Assert.Single(SdkCollector.PointsOf(sdk.Metrics["gen_ai.client.inference.usage.input_tokens"]));
        Assert.Equal(31, total.GetSumLong());
        Assert.Equal("unknown", SdkCollector.TagsOf(total)["gen_ai.token.modality"]);
    }

    [Fact]
    public async Task ToolsAndFailures_HaveWhatTheReleaseLacks()
    {
        ProcessTests.SkipUnless(nameof(LatestConventionTests));
        using var sdk = new SdkCollector();
        using ClaudeClient client = SdkCollector.ClientOf(
            new ScriptedHandler(new MessageScript().ToolUse("look", """{"at":"sky"}""").End("tool_use"), ResponseScript.Error(404, "not_found_error", "No")));
        var tool = new ToolFunction(new Tool { Name = "look", InputSchema = RawJson.Parse("""{"type":"object"}""") }, static _ => "blue");
        await using ToolRun run = client.Messages.RunTools(SdkCollector.Hello, [tool]);

        await Assert.ThrowsAsync<ClaudeApiException>(() => run.GetFinalMessageAsync(TestContext.Current.CancellationToken));

        Activity failed = Assert.Single(sdk.Spans, span => span.Status == ActivityStatusCode.Error);
        Assert.Equal(["error"], Assert.IsType<string[]>(failed.GetTagItem("gen_ai.response.finish_reasons")));
        MetricPoint duration = Assert.Single(SdkCollector.PointsOf(sdk.Metrics["gen_ai.execute_tool.duration"]));
        Assert.Equal("look", SdkCollector.TagsOf(duration)["gen_ai.tool.name"]);
    }
}

/// <summary>Content that an environment variable asks for.</summary>
[Collection(nameof(SdkCollector))]
public sealed class EnvironmentContentTests
{
    [Fact]
    public async Task Message_HasContent()
    {
        ProcessTests.SkipUnless(nameof(EnvironmentContentTests));
        using var sdk = new SdkCollector();
        using ClaudeClient client = SdkCollector.ClientOf(new ScriptedHandler(new MessageScript().Text("Hello").End()));
        await using MessageStream stream = await client.Messages.StreamAsync(SdkCollector.Hello, cancellationToken: TestContext.Current.CancellationToken);
        await stream.GetFinalMessageAsync(TestContext.Current.CancellationToken);

        Assert.Equal("""[{"role":"user","parts":[{"type":"text","content":"Hi"}]}]""", Assert.Single(sdk.Spans).GetTagItem("gen_ai.input.messages"));
    }
}

/// <summary>The feature switch, as the property <c>ClaudeTelemetry</c> of a project sets it.</summary>
[Collection(nameof(SdkCollector))]
public sealed class SwitchedOffTests
{
    [Fact]
    public async Task Call_HasNoTelemetry()
    {
        ProcessTests.SkipUnless(nameof(SwitchedOffTests));
        AppContext.SetSwitch("Claude.Aot.Telemetry", false);
        using var sdk = new SdkCollector();
        using ClaudeClient client = SdkCollector.ClientOf(new ScriptedHandler(
            ResponseScript.Error(529, "overloaded_error", "No"),
            new MessageScript().ToolUse("look", """{"at":"sky"}""").End("tool_use"),
            new MessageScript().Text("Hello").End()));
        var tool = new ToolFunction(new Tool { Name = "look", InputSchema = RawJson.Parse("""{"type":"object"}""") }, static _ => "blue");
        await using ToolRun run = client.Messages.RunTools(SdkCollector.Hello, [tool]);

        Assert.Equal("Hello", (await run.GetFinalMessageAsync(TestContext.Current.CancellationToken)).Text);

        Assert.Empty(sdk.Spans);
        Assert.Empty(sdk.Metrics);
    }
}
