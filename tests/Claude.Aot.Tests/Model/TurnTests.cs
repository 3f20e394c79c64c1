using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Model;

/// <summary>What the model said goes back in a form that the API takes, and as it came wherever it can.</summary>
public sealed class TurnTests
{
    private const string Signed = """{"type":"thinking","thinking":"Hm.","signature":"c2ln"}""";
    private const string Text = """{"type":"text","text":"Hello"}""";
    private const string Call = """{"type":"tool_use","id":"toolu_1","name":"find","input":{"q":1}}""";
    private const string ServerCall = """{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}}""";
    private const string ServerResult = """{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[]}""";

    private static readonly CorpusFolder s_corpus = new(Repository.PathOf("tests", "Corpus"));

    public static TheoryData<string, string, string> Blocks => new()
    {
        { $"[{Text}]", $"[{Text}]", "" },
        { $"[{Signed},{Text}]", $"[{Signed},{Text}]", "" },
        { $"[{Signed},{Call}]", $"[{Signed},{Call}]", "" },
        { $$"""[{{ServerCall}},{{ServerResult}},{"type":"block_of_tomorrow", "a" : 1.0},{{Text}}]""", $$"""[{{ServerCall}},{{ServerResult}},{"type":"block_of_tomorrow", "a" : 1.0},{{Text}}]""", "" },
        { $$"""[{"type":"thinking","thinking":"Hm.","signature":""},{{Text}}]""", $"[{Text}]", "0 UnsignedThinkingRemoved" },
        { $$"""[{"type":"thinking","thinking":"Hm."},{{Text}}]""", $"[{Text}]", "0 UnsignedThinkingRemoved" },
        { $$"""[{"type":"thinking","thinking":"H\ud83d","signature":"c2ln"},{{Text}}]""", $"[{Text}]", "0 AlteredThinkingRemoved" },
        { $"[{Text},{Signed}]", $"[{Text}]", "1 FinalThinkingRemoved" },
        { $$"""[{{Text}},{"type":"text","text":""},{"type":"text","text":" \n"}]""", $"[{Text}]", "1 BlankTextRemoved, 2 BlankTextRemoved" },
        { $"[{Text},{ServerCall}]", $"[{Text}]", "1 CallWithoutResultRemoved" },
        { """[{"type":"tool_use","id":"toolu_1","name":"find"}]""", """[{"type":"tool_use","id":"toolu_1","name":"find","input":{}}]""", "0 InputAdded" },
        { """[{"type":"tool_use","id":"toolu_1","name":"find","input":{"q":"\ud83d\\ud83d \ud83d\ude00 \ude00"}}]""", """[{"type":"tool_use","id":"toolu_1","name":"find","input":{"q":"\ufffd\\ud83d \ud83d\ude00 \ufffd"}}]""", "0 SurrogateReplaced" },
        { "[]", """[{"type":"text","text":"(no content)"}]""", "-1 PlaceholderAdded" },
        { $"[{Signed}]", """[{"type":"text","text":"(no content)"}]""", "0 FinalThinkingRemoved, -1 PlaceholderAdded" },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void ToTurn_LeavesOutOrCompletesWhatTheApiRefuses(string content, string expected, string changes)
    {
        InputMessage turn = MessageOf(content).ToTurn();

        Assert.Equal(expected, JsonDocument.Parse(turn.ToJson()).RootElement.GetProperty("content").GetRawText());
        Assert.Equal(changes, string.Join(", ", turn.Changes.Select(change => $"{change.Position} {change.Kind}")));
    }

    [Fact]
    public void ToVerbatimTurn_ChangesNothing()
    {
        const string Content = """[{"type":"thinking","thinking":"Hm.","signature":""},{"type":"text","text":""}]""";

        InputMessage turn = MessageOf(Content).ToVerbatimTurn();

        Assert.Equal(Content, JsonDocument.Parse(turn.ToJson()).RootElement.GetProperty("content").GetRawText());
        Assert.Empty(turn.Changes);
    }

    [Fact]
    public async Task Call_CutByMaxTokens_IsLeftOutAndSoIsItsResult()
    {
        byte[] body = SseBody.Begin().TextStart().Text("Let me see.").BlockStop().ToolStart(1).Raw(Delta(1, """{\"q\":""")).BlockStop(1).End().ToArray();
        List<InputMessage> conversation = ["Hi"];
        await using (MessageStream stream = MessageStream.FromStream(new MemoryStream(body)))
        {
            Message message = await stream.GetFinalMessageAsync();
            conversation.Add(message);
            conversation.Add(new InputMessage(Role.User, (ContentBlock[])[new ToolResultBlock { ToolUseId = "toolu_1", Content = "never ran" }, new TextBlock("Go on")]));
        }

        Assert.Equal([new TurnChange(1, TurnChangeKind.IncompleteCallRemoved)], conversation[1].Changes);
        JsonElement[] sent = await SendAsync(conversation);
        Assert.Equal("""[{"type":"text","text":"Go on"}]""", sent[2].GetProperty("content").GetRawText());
    }

    [Fact]
    public async Task Call_AnsweredByTextOnly_GetsAResultThatSaysSo()
    {
        JsonElement[] sent = await SendAsync(["Hi", MessageOf($"[{Signed},{Call}]"), "Never mind."]);

        Assert.Equal($"[{Signed},{Call}]", sent[1].GetProperty("content").GetRawText());
        Assert.Equal(
            """[{"type":"tool_result","tool_use_id":"toolu_1","content":"The call was not run.","is_error":true},{"type":"text","text":"Never mind."}]""",
            sent[2].GetProperty("content").GetRawText());
    }

    [Fact]
    public async Task Calls_OneAnswered_TheOtherGetsAResult()
    {
        var answer = new InputMessage(Role.User, (ContentBlock[])[new ToolResultBlock { ToolUseId = "toolu_1", Content = "found" }]);

        JsonElement[] sent = await SendAsync(["Hi", MessageOf($"[{Call},{Call.Replace("toolu_1", "toolu_2", StringComparison.Ordinal)}]"), answer]);

        Assert.Equal(["toolu_2", "toolu_1"], sent[2].GetProperty("content").EnumerateArray().Select(block => block.GetProperty("tool_use_id").GetString()));
    }

    [Fact]
    public async Task Call_LastOfTheConversation_IsAnsweredToo()
    {
        JsonElement[] sent = await SendAsync(["Hi", MessageOf($"[{Call}]")]);

        Assert.Equal(3, sent.Length);
    }

    [Fact]
    public void Pause_CarriedOn_KeepsTheCallThatHasNoResultYet()
    {
        Message paused = MessageOf($"[{Text},{ServerCall}]", "pause_turn");

        JsonElement turns = JsonDocument.Parse(new MessageRequest { Model = "m", MaxTokens = 1, Messages = ["Hi"] }.ContinueFrom(paused).ToJson()).RootElement.GetProperty("messages");

        Assert.Equal(2, turns.GetArrayLength());
        Assert.Equal($"[{Text},{ServerCall}]", turns[1].GetProperty("content").GetRawText());
    }

    [Fact]
    public async Task RecordedMessages_WholeAndCutAfterEachEvent_GoBackInAFormThatTheApiTakes()
    {
        int sent = 0;
        foreach (string name in s_corpus.WholeNames())
        {
            CorpusCase recorded = s_corpus.Recorded(name);
            foreach (Message message in await PartsOfAsync(recorded.Body))
            {
                MessageRequest request = new() { Model = "claude-opus-5", MaxTokens = 1, Messages = ["Hi", message, "Go on"] };
                AssertTaken(request.WithAnsweredCalls(), name);
                AssertTaken(new MessageRequest { Model = "claude-opus-5", MaxTokens = 1, Messages = ["Hi"] }.ContinueFrom(message), name);
                sent++;
            }
        }

        Assert.True(sent > 1_000, $"Only {sent} messages were sent.");
    }

    private static void AssertTaken(MessageRequest request, string name)
    {
        using JsonDocument json = JsonDocument.Parse(request.ToJson());
        string? reason = RequestRules.WhyRefused(json.RootElement.GetProperty("messages"));
        Assert.True(reason is null, $"{name}: {reason}: {json.RootElement.GetRawText()}");
    }

    /// <summary>The message, and what there is of it after some of its events.</summary>
    private static async Task<List<Message>> PartsOfAsync(byte[] body)
    {
        var parts = new List<Message>();
        await using MessageStream stream = MessageStream.FromStream(new MemoryStream(body));
        int events = 0;
        await foreach (StreamEvent e in stream)
        {
            if (e.Type != StreamEventType.ContentBlockDelta || events++ % 16 == 0)
            {
                parts.Add(stream.Snapshot.ToMessage());
            }
        }

        parts.Add(await stream.GetFinalMessageAsync());
        return parts;
    }

    private static async Task<JsonElement[]> SendAsync(IReadOnlyList<InputMessage> conversation)
    {
        var handler = new ScriptedHandler(Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);
        await client.AskAsync(new MessageRequest { Model = "m", MaxTokens = 1, Messages = conversation });
        JsonElement messages = JsonDocument.Parse(handler.Log.All[0].Body).RootElement.GetProperty("messages");
        Assert.Null(RequestRules.WhyRefused(messages));
        return [.. messages.EnumerateArray()];
    }

    private static string Delta(int index, string escapedJson) =>
        $$$"""
        event: content_block_delta
        data: {"type":"content_block_delta","index":{{{index}}},"delta":{"type":"input_json_delta","partial_json":"{{{escapedJson}}}"}}


        """.Replace("\r", "", StringComparison.Ordinal);

    private static Message MessageOf(string content, string stopReason = "end_turn") =>
        ClaudeJson.Parse<Message>($$$"""{"id":"msg_1","type":"message","role":"assistant","model":"m","content":{{{content}}},"stop_reason":"{{{stopReason}}}","usage":{"input_tokens":1,"output_tokens":1}}""");
}
