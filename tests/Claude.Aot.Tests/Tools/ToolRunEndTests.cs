using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Tools.Support;

namespace Claude.Aot.Tests.Tools;

/// <summary>Every way in which a run ends: nothing runs any more, and the conversation can be sent.</summary>
public sealed class ToolRunEndTests
{
    private const string NotRun = "The call was not run.";
    private const string Stopped = "The call was stopped before it had a result. It may have had effects.";

    // message_start, content_block_start, content_block_delta, content_block_stop
    private const int EventsOfTheCall = 4;

    [Theory]
    [InlineData("refusal", ToolRunStopReason.Refusal)]
    [InlineData("model_context_window_exceeded", ToolRunStopReason.ContextWindowExceeded)]
    public async Task Refusal_StopsCallsThatRun(string stopReason, ToolRunStopReason expected)
    {
        (ToolFunction tool, Task started) = ToolTest.Waiting();
        var gate = new ScriptGate();
        var handler = new ScriptedHandler(new MessageScript().ToolUse("get_weather", ToolTest.Paris).ToolUse("get_weather", "").End(stopReason).StallAfter(EventsOfTheCall, gate));
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool]);

        Task<Message> ending = run.GetFinalMessageAsync();
        await started.Promptly();
        gate.Release();
        await ending.Promptly();

        Assert.Equal(expected, run.StopReason);
        Assert.Single(handler.Log.All);
        Assert.Equal([ToolCallOutcome.Stopped, ToolCallOutcome.NotRun], run.Results.Select(result => result.Outcome));
        Assert.Equal([Stopped, NotRun], ResultTexts(run));
    }

    [Fact]
    public async Task MaxTurns_CallsOfTheLastTurn_AreNotRun()
    {
        int calls = 0;
        var handler = new ScriptedHandler(ToolTest.OneCall);

        ToolRun run = await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => new($"{++calls}")), new ToolRunOptions { MaxTurns = 3 });

        Assert.Equal((3, 2, 3), (handler.Log.All.Count, calls, run.TurnCount));
        Assert.Equal(ToolRunStopReason.MaxTurns, run.StopReason);
        Assert.Equal(["The call was not run, because the limit of turns was reached."], ResultTexts(run));
    }

    [Fact]
    public async Task MaxTurns_PausedTurn_Counts()
    {
        var handler = new ScriptedHandler(new MessageScript().Text("Searching").End("pause_turn"));

        ToolRun run = await ToolTest.RunAsync(handler, ToolTest.Weather(), new ToolRunOptions { MaxTurns = 2 });

        Assert.Equal(2, handler.Log.All.Count);
        Assert.Equal(ToolRunStopReason.MaxTurns, run.StopReason);
    }

    [Theory]
    [InlineData("end_turn", ToolRunStopReason.EndTurn)]
    [InlineData("stop_sequence", ToolRunStopReason.StopSequence)]
    [InlineData("max_tokens", ToolRunStopReason.MaxTokens)]
    [InlineData("reason_of_tomorrow", ToolRunStopReason.Other)]
    public async Task LastMessage_WithoutCalls_EndsTheRun(string stopReason, ToolRunStopReason expected)
    {
        ToolRun run = await ToolTest.RunAsync(new ScriptedHandler(new MessageScript().Text("Hello").End(stopReason)), ToolTest.Weather());

        Assert.Equal(expected, run.StopReason);
        Assert.Equal(2, run.Messages.Count);
    }

    [Fact]
    public async Task Break_InTheLoopOverTurns_StopsCallsThatRun()
    {
        (ToolFunction tool, Task started) = ToolTest.Waiting();
        var handler = new ScriptedHandler(ToolTest.OneCall);
        using ClaudeClient client = TestClient.Of(handler);
        ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool]);
        await foreach (MessageStream turn in run)
        {
            await turn.GetFinalMessageAsync();
            await started.Promptly();
            break;
        }

        Assert.Equal(ToolRunStopReason.Stopped, run.StopReason);
        Assert.Equal([Stopped], ResultTexts(run));
        Assert.Single(handler.Log.All);
    }

    [Fact]
    public async Task Break_AfterTheLastTurnWasRead_IsItsNaturalEnd()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello));
        ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather()]);
        await foreach (MessageStream turn in run)
        {
            await turn.GetFinalMessageAsync();
            break;
        }

        Assert.Equal(ToolRunStopReason.EndTurn, run.StopReason);
        Assert.Equal("Hello", run.Messages[^1].Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Break_WithinATurn_EndsTheRunAndKeepsWhatWasReceived(bool disposes)
    {
        (ToolFunction tool, Task started) = ToolTest.Waiting();
        var handler = new ScriptedHandler(new MessageScript().ToolUse("get_weather", ToolTest.Paris).Text("Never ", "read").End("tool_use").StallAfter(EventsOfTheCall + 2));
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool]);
        int turns = 0;
        await foreach (MessageStream turn in run)
        {
            turns++;
            if (disposes)
            {
                for (int events = 0; events < EventsOfTheCall + 2;)
                {
                    await turn.WaitToReadAsync();
                    while (turn.TryRead(out _))
                    {
                        events++;
                    }
                }

                await started.Promptly();
                await turn.DisposeAsync();
                continue;
            }

            await foreach (string _ in turn.ReadTextAsync())
            {
                await started.Promptly();
                break;
            }
        }

        Assert.Equal(1, turns);
        Assert.Equal(ToolRunStopReason.Stopped, run.StopReason);
        Assert.Equal([Stopped], ResultTexts(run));
        Assert.Equal(ExchangeEnd.ClientLeft, await handler.Log.All[0].Ended.Promptly());
        JsonElement assistant = ToolTest.AssertSendable(run)[1];
        Assert.Equal("tool_use", assistant.GetProperty("content")[0].GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancel_WhileACallRuns_StopsIt(bool isTokenOfTheRun)
    {
        using var cancel = new CancellationTokenSource();
        (ToolFunction tool, Task started) = ToolTest.Waiting();
        var handler = new ScriptedHandler(ToolTest.OneCall);
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool], cancellationToken: isTokenOfTheRun ? cancel.Token : default);

        Task<Message> ending = run.GetFinalMessageAsync(isTokenOfTheRun ? default : cancel.Token);
        await started.Promptly();
        await cancel.CancelAsync();
        ClaudeCanceledException e = await Assert.ThrowsAsync<ClaudeCanceledException>(() => ending.Promptly());

        Assert.Equal(cancel.Token, e.CancellationToken);
        Assert.Equal(ToolRunStopReason.Canceled, run.StopReason);
        Assert.Equal([Stopped], ResultTexts(run));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancel_BeforeTheStart_SendsNothing(bool isTokenOfTheRun)
    {
        var canceled = new CancellationToken(canceled: true);
        var handler = new ScriptedHandler(Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather()], cancellationToken: isTokenOfTheRun ? canceled : default);

        await Assert.ThrowsAsync<ClaudeCanceledException>(async () =>
        {
            await foreach (MessageStream _ in run.WithCancellation(isTokenOfTheRun ? default : canceled))
            {
            }
        });

        Assert.Empty(handler.Log.All);
        Assert.Equal(ToolRunStopReason.Canceled, run.StopReason);
    }

    [Fact]
    public async Task Cancel_WhileATurnIsRead_StopsItsCalls()
    {
        using var cancel = new CancellationTokenSource();
        (ToolFunction tool, Task started) = ToolTest.Waiting();
        var handler = new ScriptedHandler(new MessageScript().ToolUse("get_weather", ToolTest.Paris).Text("More").End("tool_use").StallAfter(EventsOfTheCall));
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool], cancellationToken: cancel.Token);

        ClaudeCanceledException e = await Assert.ThrowsAsync<ClaudeCanceledException>(async () =>
        {
            await foreach (MessageStream turn in run)
            {
                Task<Message> reading = turn.GetFinalMessageAsync().AsTask();
                await started.Promptly();
                await cancel.CancelAsync();
                await reading.Promptly();
            }
        });

        Assert.NotNull(e.Partial);
        Assert.Equal(ToolRunStopReason.Canceled, run.StopReason);
        Assert.Equal([Stopped], ResultTexts(run));
    }

    [Fact]
    public async Task Cancel_WhileAnApprovalIsPending_DoesNotWaitForIt()
    {
        using var cancel = new CancellationTokenSource();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<ToolDecision>();
        var options = new ToolRunOptions
        {
            Approve = (_, _) =>
            {
                asked.SetResult();
                return new(never.Task);
            },
        };
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ToolTest.TwoCalls));
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather()], options, cancellationToken: cancel.Token);

        Task<Message> ending = run.GetFinalMessageAsync();
        await asked.Task.Promptly();
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<ClaudeCanceledException>(() => ending.Promptly());

        Assert.Equal([NotRun, NotRun], ResultTexts(run));
    }

    [Fact]
    public async Task Dispose_BeforeTheFirstTurn_SendsNothing()
    {
        var handler = new ScriptedHandler(Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);
        ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather()]);

        await run.DisposeAsync();
        await run.DisposeAsync();

        Assert.Empty(handler.Log.All);
        Assert.Equal(ToolRunStopReason.Stopped, run.StopReason);
        await Assert.ThrowsAsync<InvalidOperationException>(() => run.GetFinalMessageAsync());
    }

    [Fact]
    public async Task Stop_ByATool_KeepsItsResultAndSendsNoFurtherRequest()
    {
        var handler = new ScriptedHandler(ToolTest.TwoCalls);
        using ClaudeClient client = TestClient.Of(handler);
        ToolRun? run = null;
        ToolFunction tool = ToolTest.Weather((_, _) =>
        {
            run!.Stop();
            return new("done");
        });
        await using (run = client.Messages.RunTools(TestClient.Hello, [tool]))
        {
            await run.GetFinalMessageAsync().Promptly();
        }

        Assert.Single(handler.Log.All);
        Assert.Equal(ToolRunStopReason.Stopped, run.StopReason);
        Assert.Equal(["done", "done"], ResultTexts(run));
    }

    [Theory]
    [InlineData("Approve")]
    [InlineData("OnCallStarted")]
    [InlineData("OnCallEnded")]
    [InlineData("ReplaceResult")]
    public async Task Callback_Throws_EndsTheRunWithItsException(string callback)
    {
        var failure = new FormatException("My own");
        var options = new ToolRunOptions();
        switch (callback)
        {
            case "Approve":
                options.Approve = (_, _) => throw failure;
                break;
            case "OnCallStarted":
                options.OnCallStarted = _ => throw failure;
                break;
            case "OnCallEnded":
                options.OnCallEnded = _ => throw failure;
                break;
            default:
                options.ReplaceResult = (_, _) => throw failure;
                break;
        }

        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ToolTest.TwoCalls));
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather()], options);

        Assert.Same(failure, await Assert.ThrowsAsync<FormatException>(() => run.GetFinalMessageAsync().Promptly()));

        Assert.Equal(ToolRunStopReason.Failed, run.StopReason);
        Assert.Equal(2, ResultTexts(run).Count);
    }

    [Fact]
    public async Task Request_Fails_TheConversationIsAsBefore()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, ResponseScript.Error(400, "invalid_request_error", "No"));
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather()]);

        await Assert.ThrowsAsync<ClaudeApiException>(() => run.GetFinalMessageAsync().Promptly());

        Assert.Equal(ToolRunStopReason.Failed, run.StopReason);
        Assert.Equal(3, run.Messages.Count);
        ToolTest.AssertSendable(run);
    }

    /// <summary>The results at the end of the conversation, which can be sent.</summary>
    private static List<string> ResultTexts(ToolRun run) =>
        [.. ToolTest.AssertSendable(run)[^1].GetProperty("content").EnumerateArray().Select(block => block.GetProperty("content").GetString()!)];
}
