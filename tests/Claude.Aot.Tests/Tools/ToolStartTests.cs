using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Tools.Support;

namespace Claude.Aot.Tests.Tools;

/// <summary>When calls start, and how many run at the same time.</summary>
public sealed class ToolStartTests
{
    // message_start, content_block_start, content_block_delta, content_block_stop
    private const int EventsOfTheCall = 4;

    [Fact]
    public async Task Call_StartsBeforeTheMessageEnds()
    {
        var gate = new ScriptGate();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ToolFunction tool = ToolTest.Weather((_, _) =>
        {
            started.SetResult();
            return new("Sunny");
        });
        ResponseScript script = new MessageScript().ToolUse("get_weather", ToolTest.Paris).Text("More").End("tool_use").StallAfter(EventsOfTheCall, gate);
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(script, Scripts.Hello));
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool]);
        await using IAsyncEnumerator<MessageStream> turns = run.GetAsyncEnumerator();
        Assert.True(await turns.MoveNextAsync().Promptly());

        Task<Message> reading = turns.Current.GetFinalMessageAsync().AsTask();
        await started.Task.Promptly();

        Assert.False(reading.IsCompleted);
        gate.Release();
        await reading.Promptly();
        Assert.True(await turns.MoveNextAsync().Promptly());
    }

    [Fact]
    public async Task Call_OfAnyWayOfReading_StartsWhenItsBlockWasRead()
    {
        List<Func<MessageStream, Task>> ways =
        [
            async turn =>
            {
                while (await turn.WaitToReadAsync())
                {
                    while (turn.TryRead(out _))
                    {
                    }
                }
            },
            turn => turn.CopyTextToAsync(Stream.Null),
            turn => turn.RelayToAsync(Stream.Null),
            async turn =>
            {
                await foreach (MessageStreamEvent _ in turn.ReadOwnedAsync())
                {
                }
            },
            async turn => await turn.GetFinalMessageAsync(),
            async turn =>
            {
                await using (turn)
                {
                    await turn.GetFinalTextAsync();
                }
            },
            _ => Task.CompletedTask,
        ];
        foreach (Func<MessageStream, Task> way in ways)
        {
            int calls = 0;
            ToolFunction tool = ToolTest.Weather((_, _) => new($"{Interlocked.Increment(ref calls)}"));
            using ClaudeClient client = TestClient.Of(new ScriptedHandler(ToolTest.OneCall, Scripts.Hello));
            await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool]);
            await foreach (MessageStream turn in run)
            {
                await way(turn).Promptly();
            }

            Assert.Equal(1, calls);
            Assert.Equal(ToolRunStopReason.EndTurn, run.StopReason);
        }
    }

    [Fact]
    public async Task Sequential_CallsRunOneByOneAfterTheMessage()
    {
        bool hasEnded = false;
        int running = 0;
        List<string> order = [];
        ToolFunction tool = ToolTest.Weather(async (call, _) =>
        {
            Assert.True(hasEnded);
            Assert.Equal(1, Interlocked.Increment(ref running));
            order.Add($"start {call.Input}");
            await Task.Yield();
            order.Add($"end {call.Input}");
            Interlocked.Decrement(ref running);
            return "ok";
        });
        var handler = new ScriptedHandler(ToolTest.TwoCalls, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool], new ToolRunOptions { RunSequentially = true });
        await foreach (MessageStream turn in run)
        {
            await turn.GetFinalMessageAsync();
            Assert.Equal(run.TurnCount == 1 ? 0 : 4, order.Count);
            hasEnded = true;
        }

        Assert.Equal([$"start {ToolTest.Paris}", $"end {ToolTest.Paris}", $"start {ToolTest.Rome}", $"end {ToolTest.Rome}"], order);
        Assert.DoesNotContain("is_error", handler.Log.All[1].BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaxParallelCalls_OneAtATime_IsKept()
    {
        int running = 0;
        int most = 0;
        ToolFunction tool = ToolTest.Weather(async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return "ok";
        });
        var script = new MessageScript();
        for (int i = 0; i < 20; i++)
        {
            script.ToolUse("get_weather", ToolTest.Paris);
        }

        ToolRun run = await ToolTest.RunAsync(new ScriptedHandler(script.End("tool_use"), Scripts.Hello), tool, new ToolRunOptions { MaxParallelCalls = 1 });

        Assert.Equal(1, most);
        Assert.Equal(20, run.Messages[2].Content.Count);
    }

    [Fact]
    public async Task MaxParallelCalls_AsManyAsAllowed_RunTogether()
    {
        using var all = new Barrier(2);
        ToolFunction tool = ToolTest.Weather((_, cancellationToken) =>
        {
            all.SignalAndWait(cancellationToken);
            return new("ok");
        });

        ToolRun run = await ToolTest.RunAsync(new ScriptedHandler(ToolTest.TwoCalls, Scripts.Hello), tool, new ToolRunOptions { MaxParallelCalls = 2 });

        Assert.Equal(ToolRunStopReason.EndTurn, run.StopReason);
    }

    [Fact]
    public async Task Call_WithoutParameters_RunsWhenTheMessageHasEnded()
    {
        var handler = new ScriptedHandler(new MessageScript().ToolUse("get_weather", "").End("tool_use"), Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather());

        Assert.Contains("Sunny: {}", ToolTest.LastContent(handler, 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_CallsOfATurn_AreAskedOneAtATimeInOrder()
    {
        int asking = 0;
        List<string> asked = [];
        var options = new ToolRunOptions
        {
            Approve = async (call, _) =>
            {
                Assert.Equal(1, Interlocked.Increment(ref asking));
                asked.Add(call.Input.ToString());
                await Task.Yield();
                Interlocked.Decrement(ref asking);
                return ToolDecision.Run;
            },
        };

        await ToolTest.RunAsync(new ScriptedHandler(ToolTest.TwoCalls, Scripts.Hello), ToolTest.Weather(), options);

        Assert.Equal([ToolTest.Paris, ToolTest.Rome], asked);
    }
}
