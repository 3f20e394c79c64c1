using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks over real connections that a run of tools starts calls early, never runs one twice, and leaves nothing behind.</summary>
internal static class ToolRunCheck
{
    // message_start, content_block_start, content_block_delta, content_block_stop
    private const int EventsOfTheCall = 4;

    private static MessageScript Call => new MessageScript().ToolUse("get_weather", """{"city":"Paris"}""");

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach (string version in Scripts.HttpVersions)
        {
            yield return ($"a call starts before its message ends, HTTP/{version}", () => Call_StartsBeforeItsMessageEnds(version));
            yield return ($"break stops the call and the stream, HTTP/{version}", () => Break_StopsTheCallAndTheStream(version));
            yield return ($"an interrupted turn runs its call once, HTTP/{version}", () => Cut_RunsTheCallOnce(version));
        }

        yield return ("every failure is a result", Failures_AreResults);
    }

    private static async Task Call_StartsBeforeItsMessageEnds(string version)
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(Call.Text("More").End("tool_use").StallAfter(EventsOfTheCall, gate), Scripts.Hello);
        using ClaudeClient client = TestClient.Of(server, version);
        ToolFunction tool = Weather((_, _) =>
        {
            // The message cannot end before the call has started.
            gate.Release();
            return new("Sunny");
        });

        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool]);
        Message last = await run.GetFinalMessageAsync().Promptly();

        Check.Equal("Hello", last.Text);
        Check.Equal(2, server.Log.All.Count);
        Check.Contains("""[{"type":"tool_result","tool_use_id":"toolu_scripted_0","content":"Sunny"}]""", server.Log.All[1].BodyText);
        Verify(run);
    }

    private static async Task Break_StopsTheCallAndTheStream(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Call.Text("More").End("tool_use").StallAfter(EventsOfTheCall + 2));
        using ClaudeClient client = TestClient.Of(server, version);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isCanceled = false;
        ToolFunction tool = Weather(async (_, cancellationToken) =>
        {
            started.SetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }
            finally
            {
                isCanceled = true;
            }

            return "never";
        });
        ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool]);
        await foreach (MessageStream turn in run)
        {
            await foreach (string _ in turn.ReadTextAsync())
            {
                await started.Task.Promptly();
                break;
            }

            break;
        }

        Check.That(isCanceled);
        Check.Equal(ToolRunStopReason.Stopped, run.StopReason);
        Check.Equal(ExchangeEnd.ClientLeft, await server.Log.All[0].Ended.Promptly());
        Check.Equal(ToolCallOutcome.Stopped, Check.Single(run.Results).Outcome);
        Verify(run);
    }

    private static async Task Cut_RunsTheCallOnce(string version)
    {
        ResponseScript first = Call.Text("More").End("tool_use").CloseAfter(EventsOfTheCall + 1);
        await using ReplayServer server = await ReplayServer.StartAsync(first, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(server, version);
        int calls = 0;
        ToolFunction tool = Weather((_, _) => new($"{Interlocked.Increment(ref calls)}"));

        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool], new ToolRunOptions { MaxResumptions = 1 });
        Message last = await run.GetFinalMessageAsync().Promptly();

        Check.Equal("Hello", last.Text);
        Check.Equal(1, calls);
        Verify(run);
    }

    private static async Task Failures_AreResults()
    {
        ResponseScript first = Call.ToolUse("unknown", """{"a":1}""").ToolUse("get_weather", "{a}").ToolUse("get_weather", """{"city":"Rome"}""").End("tool_use");
        await using ReplayServer server = await ReplayServer.StartAsync(first, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(server);
        var options = new ToolRunOptions { Approve = (call, _) => new(call.Input.ToString().Contains("Rome", StringComparison.Ordinal) ? ToolDecision.Deny() : ToolDecision.Run) };
        List<ToolCallOutcome> outcomes = [];

        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [Weather((_, _) => throw new FormatException("secret"))], options);
        await foreach (MessageStream _ in run)
        {
            await run.CompleteTurnAsync();
            outcomes.AddRange(run.Results.Select(result => result.Outcome));
        }

        Check.SequenceEqual([ToolCallOutcome.Failed, ToolCallOutcome.UnknownTool, ToolCallOutcome.InvalidInput, ToolCallOutcome.Denied], outcomes);
        Check.DoesNotContain("secret", server.Log.All[1].BodyText);
        Verify(run);
    }

    private static ToolFunction Weather(Func<ToolCall, CancellationToken, ValueTask<BlockContent>> invoke) =>
        new(new Tool("get_weather", "Gets the weather.", """{"type":"object"}"""), invoke);

    /// <summary>Checks that the conversation can be sent.</summary>
    private static void Verify(ToolRun run)
    {
        using JsonDocument messages = JsonDocument.Parse("[" + string.Join(',', run.Messages.Select(message => message.ToJson())) + "]");
        Check.Equal(null, RequestRules.WhyRefused(messages.RootElement));
    }
}
