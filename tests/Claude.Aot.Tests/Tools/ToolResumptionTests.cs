using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Tools.Support;

namespace Claude.Aot.Tests.Tools;

/// <summary>Turns whose stream is interrupted. No tool runs twice.</summary>
public sealed class ToolResumptionTests
{
    private static readonly ResponseScript s_callAndText = new MessageScript().ToolUse("get_weather", ToolTest.Paris).Text("And ", "more").End("tool_use");

    public static TheoryData<int> Cuts => [.. Enumerable.Range(1, 9)];

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Cut_AfterAnyEvent_TheRunGoesOnAndTheCallRunsOnce(int events)
    {
        int calls = 0;
        int requests = 0;
        var handler = new ScriptedHandler(exchange => ++requests == 1 ? s_callAndText.CutAfter(events)
            : exchange.BodyText.Contains("tool_result", StringComparison.Ordinal) ? Scripts.Hello
            : s_callAndText);

        ToolRun run = await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => new($"{++calls}")), new ToolRunOptions { MaxResumptions = 1 });

        Assert.Equal(1, calls);
        Assert.Equal(ToolRunStopReason.EndTurn, run.StopReason);
        Assert.Equal("Hello", run.Messages[^1].Text);
        // Before the block of the call is complete, the turn is requested again.
        Assert.Equal(events < 4 ? 3 : 2, handler.Log.All.Count);
        Assert.All(Enumerable.Range(0, requests), request => ToolTest.MessagesOf(handler, request));
        Assert.Equal(10 * requests, run.Usage.InputTokens);
    }

    [Fact]
    public async Task Cut_WithoutResumptions_IsTheCallersException()
    {
        var handler = new ScriptedHandler(s_callAndText.CutAfter(events: 6));
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather()]);

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => run.GetFinalMessageAsync().Promptly());

        Assert.Equal(ClaudeTransportErrorKind.ResponseEnded, e.Kind);
        Assert.Equal(ToolRunStopReason.Failed, run.StopReason);
        Assert.Single(handler.Log.All);
        Assert.Equal(3, ToolTest.AssertSendable(run).Length);
    }

    [Fact]
    public async Task Cut_CaughtByTheReaderOfTheTurn_TheNextTurnGoesOn()
    {
        int calls = 0;
        var handler = new ScriptedHandler(s_callAndText.CutAfter(events: 6), Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);
        ToolFunction tool = ToolTest.Weather((_, _) => new($"{++calls}"));
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool], new ToolRunOptions { MaxResumptions = 1 });
        List<string> texts = [];
        await foreach (MessageStream turn in run)
        {
            try
            {
                await foreach (string text in turn.ReadTextAsync())
                {
                    texts.Add(text);
                }
            }
            catch (ClaudeTransportException)
            {
                texts.Add("(cut)");
            }
        }

        Assert.Equal(["And ", "(cut)", "Hel", "lo"], texts);
        Assert.Equal(1, calls);
        Assert.Equal(
            """[{"type":"tool_use","id":"toolu_scripted_0","name":"get_weather","input":{"city":"Paris"}}]""",
            ToolTest.MessagesOf(handler, 1)[1].GetProperty("content").GetRawText());
    }

    [Fact]
    public async Task Cut_OfTextOnly_IsResumedWithinTheStreamIfTheClientDoes()
    {
        int requests = 0;
        var handler = new ScriptedHandler(_ => ++requests switch
        {
            1 => new MessageScript().Text("Let me ", "see.").End().CutAfter(events: 3),
            2 => ToolTest.OneCall,
            _ => Scripts.Hello,
        });
        int calls = 0;
        using ClaudeClient client = TestClient.Of(handler, options => options.MaxResumptions = 1);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather((_, _) => new($"{++calls}"))]);

        await run.GetFinalMessageAsync().Promptly();

        Assert.Equal((3, 1, 2), (requests, calls, run.TurnCount));
        Assert.Equal(ToolRunStopReason.EndTurn, run.StopReason);
        ToolTest.MessagesOf(handler, 2);
    }

    [Fact]
    public async Task TransientErrors_BeforeATurn_AreRetriedAndTheCallRunsOnce()
    {
        int calls = 0;
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Overloaded, ResponseScript.Drop(), Scripts.Hello);

        ToolRun run = await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => new($"{++calls}")));

        Assert.Equal((4, 1, 2), (handler.Log.All.Count, calls, run.TurnCount));
        Assert.Equal(handler.Log.All[1].BodyText, handler.Log.All[3].BodyText);
    }
}
