using System.Diagnostics;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks the spans of tools.</summary>
internal static class ToolSpanCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        yield return ("parallel calls have spans of their own", ParallelCalls_HaveSpansOfTheirOwn);
        yield return ("without a parent, calls are in the trace of their message", Calls_WithoutAParent_AreInTheTraceOfTheirMessage);
        yield return ("failures have an error type", Failures_HaveAnErrorType);
        yield return ("content is recorded only if it is asked for", Content_IsRecordedOnlyIfAskedFor);
    }

    private static ResponseScript Calls => new MessageScript().ToolUse("look", """{"at":"secret sky"}""").ToolUse("listen", """{"to":"wind"}""").End("tool_use");

    private static async Task ParallelCalls_HaveSpansOfTheirOwn()
    {
        using var telemetry = new TelemetryRecorder("parallel.tools.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Calls, Scripts.Hello));
        var bothRun = new Barrier(2);
        Dictionary<string, Activity?> current = [];
        BlockContent Run(ToolCall call)
        {
            // Neither call ends before both have started.
            Check.That(bothRun.SignalAndWait(TimeSpan.FromSeconds(30)));
            lock (current)
            {
                current[call.Name] = Activity.Current;
            }

            return "done";
        }

        await using (ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolOf("look", Run), ToolOf("listen", Run)]))
        {
            await foreach (MessageStream turn in run)
            {
                Check.Equal(telemetry.Root, Activity.Current);
                await turn.GetFinalMessageAsync().Promptly();
                Check.Equal(telemetry.Root, Activity.Current);
            }
        }

        Check.Equal(telemetry.Root, Activity.Current);
        Check.Equal(4, telemetry.Spans.Count);
        Check.That(telemetry.Spans.All(span => span.ParentSpanId == telemetry.Root.SpanId));
        foreach (string name in (string[])["look", "listen"])
        {
            Activity span = Check.Single(telemetry.Spans.Where(span => span.DisplayName == $"execute_tool {name}"));
            Check.Equal(span, current[name]);
            Check.Equal(ActivityKind.Internal, span.Kind);
            Check.Equal(ActivityStatusCode.Unset, span.Status);
            Check.SequenceEqual(
                [
                    ("gen_ai.operation.name", "execute_tool"),
                    ("gen_ai.tool.call.id", name == "look" ? "toolu_scripted_0" : "toolu_scripted_1"),
                    ("gen_ai.tool.name", name),
                    ("gen_ai.tool.type", "function"),
                ],
                span.TagObjects.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => (tag.Key, (string)tag.Value!)));
        }
    }

    private static async Task Calls_WithoutAParent_AreInTheTraceOfTheirMessage()
    {
        using var telemetry = new TelemetryRecorder("orphans.tools.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Calls, Scripts.Hello));
        List<Activity> spans = [];
        ToolFunction Tool(string name) => ToolOf(name, _ =>
        {
            lock (spans)
            {
                spans.Add(Activity.Current!);
            }

            return "done";
        });
        Activity.Current = null;

        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [Tool("look"), Tool("listen")]);
        await run.GetFinalMessageAsync().Promptly();

        Check.Equal(2, spans.Count);
        Check.That(spans[0].ParentSpanId != default);
        Check.Equal(spans[0].ParentSpanId, spans[1].ParentSpanId);
        Check.Equal(spans[0].TraceId, spans[1].TraceId);
    }

    private static async Task Failures_HaveAnErrorType()
    {
        using var telemetry = new TelemetryRecorder("failing.tools.example");
        using ClaudeClient client = telemetry.ClientOf(new ScriptedHandler(Calls, Scripts.Hello));

        await using ToolRun run = client.Messages.RunTools(
            TestClient.Hello,
            [ToolOf("look", _ => throw new InvalidOperationException("secret")), ToolOf("listen", _ => throw new ToolErrorException("secret"))]);
        await run.GetFinalMessageAsync().Promptly();

        Check.SequenceEqual(
            ["execute_tool listen Error Claude.Aot.ToolErrorException", "execute_tool look Error System.InvalidOperationException"],
            telemetry.Spans.Where(span => span.Kind == ActivityKind.Internal)
                .Select(span => $"{span.DisplayName} {span.Status} {span.GetTagItem("error.type")}").Order(StringComparer.Ordinal));
        Check.DoesNotContain("secret", telemetry.AllText());
    }

    private static async Task Content_IsRecordedOnlyIfAskedFor()
    {
        foreach (ClaudeTelemetryMode mode in (ClaudeTelemetryMode[])[ClaudeTelemetryMode.Metadata, ClaudeTelemetryMode.Content])
        {
            using var telemetry = new TelemetryRecorder($"{mode}.content.tools.example");
            using ClaudeClient client = telemetry.ClientOf(
                new ScriptedHandler(new MessageScript().ToolUse("look", """{"at":"secret sky"}""").End("tool_use"), Scripts.Hello),
                options => options.Telemetry = mode);

            await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolOf("look", _ => "secret blue")]);
            await run.GetFinalMessageAsync().Promptly();

            if (mode == ClaudeTelemetryMode.Metadata)
            {
                Check.DoesNotContain("secret", telemetry.AllText());
                continue;
            }

            Activity span = Check.Single(telemetry.Spans.Where(span => span.Kind == ActivityKind.Internal));
            Check.Equal("""{"at":"secret sky"}""", span.GetTagItem("gen_ai.tool.call.arguments"));
            Check.Equal("""[{"type":"text","content":"secret blue"}]""", span.GetTagItem("gen_ai.tool.call.result"));
            Check.Equal("A secret tool.", span.GetTagItem("gen_ai.tool.description"));
        }
    }

    private static ToolFunction ToolOf(string name, Func<ToolCall, BlockContent> run) =>
        new(new Tool { Name = name, Description = "A secret tool.", InputSchema = RawJson.Parse("""{"type":"object"}""") }, run);
}
