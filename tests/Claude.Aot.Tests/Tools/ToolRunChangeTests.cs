using System.Text;
using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Tools.Support;

namespace Claude.Aot.Tests.Tools;

/// <summary>What the caller can see and change between the turns.</summary>
public sealed class ToolRunChangeTests
{
    [Fact]
    public async Task Tools_AddedAndRemovedDuringATurn_AreThoseOfTheNextRequest()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, new MessageScript().ToolUse("find", ToolTest.Paris).End("tool_use"), Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);
        ToolRun? run = null;
        ToolFunction tool = ToolTest.Weather((_, _) =>
        {
            run!.Tools.Add(ToolTest.Tool("find", (_, _) => new("found")));
            Assert.True(run.Tools.Remove("get_weather"));
            return new("Use find.");
        });
        await using (run = client.Messages.RunTools(TestClient.Hello, [tool]))
        {
            await run.GetFinalMessageAsync().Promptly();
        }

        Assert.Equal([["get_weather"], ["find"], ["find"]], Enumerable.Range(0, 3).Select(request => NamesOf(handler, request)));
        Assert.Contains("found", ToolTest.LastContent(handler, 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_OfAToolRemovedDuringItsTurn_StillRuns()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather()], new ToolRunOptions { RunSequentially = true });
        await foreach (MessageStream _ in run)
        {
            run.Tools.Remove("get_weather");
        }

        Assert.Contains("Sunny", ToolTest.LastContent(handler, 1), StringComparison.Ordinal);
        Assert.False(ToolTest.BodyOf(handler, 1).TryGetProperty("tools", out _));
    }

    [Fact]
    public async Task BeforeTurn_MaySeeAndReplaceTheMessages()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, ToolTest.OneCall, Scripts.Hello);
        List<int> seen = [];
        var options = new ToolRunOptions
        {
            BeforeTurn = (request, _) =>
            {
                seen.Add(request.Messages.Count);
                return new(request.Messages.Count < 5 ? request : request with { Messages = ["Summary", .. request.Messages.TakeLast(2)], MaxTokens = 7 });
            },
        };

        ToolRun run = await ToolTest.RunAsync(handler, ToolTest.Weather(), options);

        Assert.Equal([1, 3, 5], seen);
        Assert.Equal(3, ToolTest.MessagesOf(handler, 2).Length);
        Assert.Equal(7, ToolTest.BodyOf(handler, 2).GetProperty("max_tokens").GetInt32());
        Assert.Equal(["Summary", "Let me see.", "", "Hello"], run.Messages.Select(message => message.Text));
    }

    [Fact]
    public async Task CompleteTurn_InTheLoop_ShowsTheResultsAndTheNextRequestCanBeChanged()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather()]);
        List<int> results = [];
        await foreach (MessageStream turn in run)
        {
            await run.CompleteTurnAsync();
            await run.CompleteTurnAsync();
            results.Add(run.Results.Count);
            Assert.NotEmpty((await turn.GetFinalMessageAsync()).Content);
            if (run.StopReason == ToolRunStopReason.None)
            {
                run.NextRequest = run.NextRequest with { Messages = [.. run.NextRequest.Messages, "And be brief."] };
            }
        }

        Assert.Equal([1, 0], results);
        Assert.Equal("And be brief.", ToolTest.MessagesOf(handler, 1)[3].GetProperty("content").GetString());
    }

    [Fact]
    public async Task ToolOfTheRequest_WithTheNameOfAFunction_IsSentAndTheFunctionIsCalled()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);
        MessageRequest request = TestClient.Hello with { Tools = [new Tool("get_weather", "The request's own.", """{"type":"object"}""")] };

        await ToolTest.RunAsync(handler, ToolTest.Weather(), request: request);

        Assert.Equal("The request's own.", Assert.Single(ToolTest.BodyOf(handler, 0).GetProperty("tools").EnumerateArray()).GetProperty("description").GetString());
        Assert.Contains("Sunny", ToolTest.LastContent(handler, 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_AndResults_TellOfEveryCall()
    {
        var handler = new ScriptedHandler(new MessageScript().ToolUse("get_weather", ToolTest.Paris).ToolUse("unknown", ToolTest.Rome).End("tool_use"), Scripts.Hello);
        var time = new ManualTime();
        using ClaudeClient client = TestClient.Of(handler, options => options.TimeProvider = time);
        List<string> events = [];
        void Note(string text)
        {
            lock (events)
            {
                events.Add(text);
            }
        }

        var options = new ToolRunOptions { OnCallStarted = call => Note($"started {call}"), OnCallEnded = result => Note($"ended {result} {result.Duration.TotalSeconds}") };
        ToolFunction tool = ToolTest.Weather((_, _) =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            return new("ok");
        });
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool], options);
        await foreach (MessageStream _ in run)
        {
            await run.CompleteTurnAsync();
            if (run.TurnCount == 1)
            {
                Assert.Equal([ToolCallOutcome.Succeeded, ToolCallOutcome.UnknownTool], run.Results.Select(result => result.Outcome));
                Assert.Equal(TimeSpan.FromSeconds(2), run.Results[0].Duration);
                Assert.Equal("ok", run.Results[0].Content!.Text);
            }
        }

        Assert.Equal(
            ["ended get_weather (toolu_scripted_0): Succeeded 2", "ended unknown (toolu_scripted_1): UnknownTool 0", "started get_weather (toolu_scripted_0)"],
            events.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Answer_ReplacesTheRun()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);
        var options = new ToolRunOptions { Approve = (_, _) => new(ToolDecision.Answer("From the cache")) };

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => throw new NotSupportedException()), options);

        Assert.Equal("""[{"type":"tool_result","tool_use_id":"toolu_scripted_1","content":"From the cache"}]""", ToolTest.LastContent(handler, 1));
    }

    [Fact]
    public async Task ReplaceResult_ChangesWhatIsSent()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);
        var options = new ToolRunOptions { ReplaceResult = (result, _) => new($"[{result.Content!.Text!.Length}]") };

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => new("secret")), options);

        Assert.Equal("""[{"type":"tool_result","tool_use_id":"toolu_scripted_1","content":"[6]"}]""", ToolTest.LastContent(handler, 1));
    }

    [Theory]
    [InlineData("12345", 5, "12345")]
    [InlineData("123456", 5, "12345\n[The result was cut. It has 6 bytes; these are the first 5.]")]
    [InlineData("ééé", 5, "éé\n[The result was cut. It has 6 bytes; these are the first 5.]")]
    [InlineData("12😀", 5, "12\n[The result was cut. It has 6 bytes; these are the first 5.]")]
    public async Task MaxResultBytes_LongText_IsCutBetweenCharactersWithANote(string result, int limit, string expected)
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => new(result)), new ToolRunOptions { MaxResultBytes = limit });

        Assert.Equal(expected, ToolTest.MessagesOf(handler, 1)[^1].GetProperty("content")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task MaxResultBytes_Blocks_AreCutOrLeftOut()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);
        ContentBlock image = ImageBlock.FromFileId("file_1");
        BlockContent blocks = [new TextBlock("12345678"), image, new TextBlock(new string('x', 20))];

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => new(blocks)), new ToolRunOptions { MaxResultBytes = 12 });

        JsonElement[] sent = [.. ToolTest.MessagesOf(handler, 1)[^1].GetProperty("content")[0].GetProperty("content").EnumerateArray()];
        Assert.Equal(
            ["12345678", $"[A block of type image with {Encoding.UTF8.GetByteCount(image.ToJson())} bytes was left out, because the result is too long.]", "xxxx\n[The result was cut. It has 20 bytes; these are the first 4.]"],
            sent.Select(block => block.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task EmptyTextBlocks_WhichTheApiRejects_AreLeftOut()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, ToolTest.OneCall, Scripts.Hello);
        int calls = 0;
        BlockContent[] results = [[new TextBlock(""), new TextBlock("ok")], [new TextBlock(" ")]];

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => new(results[calls++])));

        Assert.Equal("""[{"type":"tool_result","tool_use_id":"toolu_scripted_1","content":[{"type":"text","text":"ok"}]}]""", ToolTest.LastContent(handler, 1));
        Assert.Equal("""[{"type":"tool_result","tool_use_id":"toolu_scripted_1"}]""", ToolTest.LastContent(handler, 2));
    }

    [Fact]
    public async Task Options_ChangedAfterTheRunWasCreated_HaveNoEffect()
    {
        var options = new ToolRunOptions { MaxTurns = 1 };
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [ToolTest.Weather()], options);

        options.MaxTurns = 2;
        await run.GetFinalMessageAsync().Promptly();

        Assert.Single(handler.Log.All);
    }

    [Fact]
    public void ToolFunction_Lambdas_FindTheirConstructor()
    {
        var tool = new Tool("t", null, """{"type":"object"}""");
        ToolFunction[] tools =
        [
            new(tool, (call, ct) => ValueTask.FromResult<BlockContent>(call.Name)),
            new(tool, async (call, ct) =>
            {
                await Task.Yield();
                return call.Name;
            }),
            new(tool, (call, ct) => call.Name),
            new(tool, call => call.Name),
            new(tool, (call, ct) => throw new ToolErrorException("No.")),
        ];

        Assert.All(tools, function => Assert.Same(tool, function.Tool));
    }

    private static string?[] NamesOf(ScriptedHandler handler, int request) =>
        [.. ToolTest.BodyOf(handler, request).GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString())];
}
