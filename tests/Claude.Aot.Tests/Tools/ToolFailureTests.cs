using System.Collections.Concurrent;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Tools.Support;

namespace Claude.Aot.Tests.Tools;

/// <summary>Failures of calls, and what the model gets.</summary>
public sealed class ToolFailureTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Exception_ByDefault_IsNamedWithoutItsMessage()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);
        var failure = new FileNotFoundException("/home/alice/secret.txt");
        List<ToolCallResult> ended = [];

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => throw failure), new ToolRunOptions { OnCallEnded = ended.Add });

        Assert.Equal("The tool 'get_weather' failed with FileNotFoundException.", ToolTest.ErrorIn(handler, 1));
        ToolCallResult result = Assert.Single(ended);
        Assert.Equal(ToolCallOutcome.Failed, result.Outcome);
        Assert.True(result.IsError);
        Assert.Same(failure, result.Exception);
        Assert.DoesNotContain("secret", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_WithDetail_HasItsMessageAndNoStackTrace()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => throw new InvalidOperationException("No network.")), new ToolRunOptions { IncludeExceptionDetail = true });

        Assert.Equal("The tool 'get_weather' failed with InvalidOperationException: No network.", ToolTest.ErrorIn(handler, 1));
    }

    [Fact]
    public async Task ToolError_ItsText_IsSent()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => throw new ToolErrorException("There is no such city.")));

        Assert.Equal("There is no such city.", ToolTest.ErrorIn(handler, 1));
    }

    [Fact]
    public async Task ToolError_ItsBlocks_AreSent()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);
        BlockContent content = [new TextBlock("See:"), ImageBlock.FromFileId("file_1")];

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => throw new ToolErrorException(content)));

        Assert.StartsWith("""[{"type":"tool_result","tool_use_id":"toolu_scripted_1","content":[{"type":"text","text":"See:"},{"type":"image",""", ToolTest.LastContent(handler, 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnCancellationOfATool_IsAFailureLikeAnyOther()
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => throw new TaskCanceledException("Its own timeout")));

        Assert.Equal("The tool 'get_weather' failed with TaskCanceledException.", ToolTest.ErrorIn(handler, 1));
    }

    [Fact]
    public async Task UnknownTool_TheModelGetsTheNamesThatThereAre()
    {
        var handler = new ScriptedHandler(new MessageScript().ToolUse("get_wether", ToolTest.Paris).End("tool_use"), Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather());

        Assert.Equal("There is no tool named 'get_wether'. The tools are: get_weather.", ToolTest.ErrorIn(handler, 1));
    }

    [Fact]
    public async Task InvalidInput_IsNotRun()
    {
        var handler = new ScriptedHandler(new MessageScript().ToolUse("get_weather", "{city: Paris}").End("tool_use"), Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => throw new NotSupportedException()));

        Assert.Equal("The input of the call is not valid JSON, so the tool 'get_weather' was not run. Call it again with valid JSON.", ToolTest.ErrorIn(handler, 1));
        Assert.Equal("{}", ToolTest.MessagesOf(handler, 1)[1].GetProperty("content")[0].GetProperty("input").GetRawText());
    }

    [Fact]
    public async Task IncompleteInput_OfAWholeMessage_IsNotRun()
    {
        var handler = new ScriptedHandler(new MessageScript().ToolUse("get_weather", """{"city":"Par""").End("tool_use"), Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => throw new NotSupportedException()));

        Assert.Equal("The input of the call was cut off, so the tool 'get_weather' was not run. Call it again with the whole input.", ToolTest.ErrorIn(handler, 1));
    }

    [Theory]
    [InlineData("""{"city":"Par""", 2)]
    [InlineData("", 3)]
    public async Task MaxTokens_WithinACall_ItIsNeverRun(string input, int messages)
    {
        var handler = new ScriptedHandler(new MessageScript().Text("Let me see.").ToolUse("get_weather", input).End("max_tokens"));
        int calls = 0;

        ToolRun run = await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => new($"{++calls}")));

        Assert.Equal(0, calls);
        Assert.Single(handler.Log.All);
        Assert.Equal(ToolRunStopReason.MaxTokens, run.StopReason);
        Assert.Equal(messages, run.Messages.Count);
    }

    [Fact]
    public async Task MaxTokens_AfterACompleteCall_TheOtherIsNotRunAndTheRunGoesOn()
    {
        var handler = new ScriptedHandler(new MessageScript().ToolUse("get_weather", ToolTest.Paris).ToolUse("get_weather", """{"ci""").End("max_tokens"), Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather());

        Assert.Single(ToolTest.MessagesOf(handler, 1)[1].GetProperty("content").EnumerateArray());
        Assert.Equal("""[{"type":"tool_result","tool_use_id":"toolu_scripted_0","content":"Sunny: {\"city\":\"Paris\"}"}]""", ToolTest.LastContent(handler, 1));
    }

    [Theory]
    [InlineData(null, "The call was denied.")]
    [InlineData("The user said no.", "The user said no.")]
    public async Task Denial_TheModelGetsTheReason(string? reason, string expected)
    {
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);
        var options = new ToolRunOptions { Approve = (call, _) => new(call.Name == "get_weather" ? ToolDecision.Deny(reason) : ToolDecision.Run) };

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => throw new NotSupportedException()), options);

        Assert.Equal(expected, ToolTest.ErrorIn(handler, 1));
    }

    [Fact]
    public async Task Timeout_TheModelGetsAnErrorAndTheTokenIsCanceled()
    {
        var time = new ManualTime();
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler, options => options.TimeProvider = time);
        (ToolFunction tool, Task started) = ToolTest.Waiting();
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool], new ToolRunOptions { CallTimeout = TimeSpan.FromSeconds(1.5) });

        Task<Message> ending = run.GetFinalMessageAsync();
        await started.Promptly();
        time.Advance(TimeSpan.FromSeconds(1.5));
        await ending.Promptly();

        Assert.Equal("The tool 'get_weather' did not finish within 1.5 seconds and was asked to stop. It may have had effects.", ToolTest.ErrorIn(handler, 1));
    }

    [Fact]
    public async Task Timeout_OfAToolThatIgnoresIt_TheRunGoesOnAndWaitsForItAtTheEnd()
    {
        var time = new ManualTime();
        var handler = new ScriptedHandler(ToolTest.OneCall, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler, options => options.TimeProvider = time);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ToolFunction tool = ToolTest.Weather(async (_, _) =>
        {
            started.SetResult();
            await release.Task;
            return "late";
        });
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool], new ToolRunOptions { CallTimeout = TimeSpan.FromSeconds(30) });

        Task<Message> ending = run.GetFinalMessageAsync();
        await started.Task.Promptly();
        time.Advance(TimeSpan.FromSeconds(30));
        await handler.Log.NextAsync().Promptly();
        await handler.Log.NextAsync().Promptly();

        Assert.False(ending.IsCompleted);
        release.SetResult();
        Assert.Equal("Hello", (await ending.Promptly()).Text);
        Assert.Contains("did not finish within 30 seconds", ToolTest.ErrorIn(handler, 1), StringComparison.Ordinal);
    }

    /// <summary>A tool that ignores its token may still use what the next call uses, such as a session.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Timeout_OfAToolThatIgnoresIt_NextCallWaitsForIt(bool isSequential)
    {
        var time = new ManualTime();
        var handler = new ScriptedHandler(ToolTest.TwoCalls, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler, options => options.TimeProvider = time);
        (ToolFunction tool, TaskCompletionSource release, ConcurrentQueue<string> log) = Stubborn();
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool], OneAtATime(isSequential));

        Task<Message> ending = run.GetFinalMessageAsync();
        try
        {
            await time.WhenDueInAsync(s_limit).Promptly();
            time.Advance(s_limit);
            await time.WhenDueInAsync(s_limit).Promptly();
            Assert.Single(log);
        }
        finally
        {
            release.SetResult();
        }

        await ending.Promptly();

        Assert.Equal(["start", "end", "start", "end"], log);
        Assert.Equal(["The tool 'get_weather' did not finish within 30 seconds and was asked to stop. It may have had effects.", "done"], Results(handler));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Timeout_OfAToolThatNeverReturns_NextCallIsNotRun(bool isSequential)
    {
        var time = new ManualTime();
        var handler = new ScriptedHandler(ToolTest.TwoCalls, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler, options => options.TimeProvider = time);
        (ToolFunction tool, TaskCompletionSource release, ConcurrentQueue<string> log) = Stubborn();
        List<ToolCallOutcome> outcomes = [];
        ToolRunOptions options = OneAtATime(isSequential);
        options.OnCallEnded = result => outcomes.Add(result.Outcome);
        await using ToolRun run = client.Messages.RunTools(TestClient.Hello, [tool], options);

        Task<Message> ending = run.GetFinalMessageAsync();
        try
        {
            await time.WhenDueInAsync(s_limit).Promptly();
            time.Advance(s_limit);
            await time.WhenDueInAsync(s_limit).Promptly();
            time.Advance(s_limit);
            await handler.Log.NextAsync().Promptly();
            await handler.Log.NextAsync().Promptly();
            Assert.Single(log);
        }
        finally
        {
            release.SetResult();
        }

        await ending.Promptly();

        Assert.Equal([ToolCallOutcome.TimedOut, ToolCallOutcome.NotRun], outcomes);
        Assert.Equal("The tool 'get_weather' was not run, because calls that did not finish in time are still running.", Results(handler)[1]);
    }

    [Fact]
    public async Task RepeatedId_IsRunOnceAndHasOneResult()
    {
        const string Block = """{"type":"content_block_start","index":INDEX,"content_block":{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"a":1}}}""";
        ResponseScript script = new MessageScript()
            .Event("content_block_start", Block.Replace("INDEX", "0", StringComparison.Ordinal)).Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
            .Event("content_block_start", Block.Replace("INDEX", "1", StringComparison.Ordinal)).Event("content_block_stop", """{"type":"content_block_stop","index":1}""")
            .End("tool_use");
        int calls = 0;
        var handler = new ScriptedHandler(script, Scripts.Hello);

        await ToolTest.RunAsync(handler, ToolTest.Weather((_, _) => new($"{Interlocked.Increment(ref calls)}")));

        Assert.Equal(1, calls);
        Assert.Equal("""[{"type":"tool_result","tool_use_id":"toolu_1","content":"1"}]""", ToolTest.LastContent(handler, 1));
    }

    /// <summary>Gets the results in order of their text, because calls that may run in parallel start in any order.</summary>
    private static string[] Results(ScriptedHandler handler) =>
    [
        .. ToolTest.MessagesOf(handler, 1)[^1].GetProperty("content").EnumerateArray()
            .Select(result => result.GetProperty("content").GetString()!).Order(StringComparer.Ordinal),
    ];

    private static ToolRunOptions OneAtATime(bool isSequential) =>
        new() { CallTimeout = s_limit, RunSequentially = isSequential, MaxParallelCalls = isSequential ? 8 : 1 };

    /// <summary>Creates a tool that ignores its token. Its calls end when they are released.</summary>
    private static (ToolFunction Tool, TaskCompletionSource Release, ConcurrentQueue<string> Log) Stubborn()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ConcurrentQueue<string> log = [];
        ToolFunction tool = ToolTest.Weather(async (_, _) =>
        {
            log.Enqueue("start");
            await release.Task;
            log.Enqueue("end");
            return "done";
        });
        return (tool, release, log);
    }
}
