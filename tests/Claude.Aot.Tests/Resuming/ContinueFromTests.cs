using System.Text.Json;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Resuming;

/// <summary>What <see cref="MessageRequest.ContinueFrom"/> puts before the model again, case by case.</summary>
public sealed class ContinueFromTests
{
    private const string ServerCall = """{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}}""";
    private const string ServerResult = """{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[]}""";
    private const string WithPrefill = "claude-sonnet-4-5-20250929";
    private const string WithoutPrefill = "claude-opus-4-6";

    private const string Question = """{"role":"user","content":"Hi"}""";
    private const string GoOn =
        """{"role":"user","content":"Your previous response was interrupted. Continue exactly where it stopped: repeat nothing of it, and do not mention the interruption."}""";

    public static TheoryData<string, bool> Models => new()
    {
        { "claude-2.1", true },
        { "claude-instant-1.2", true },
        { "claude-3-opus-20240229", true },
        { "claude-3-5-haiku-latest", true },
        { "claude-3-7-sonnet-20250219", true },
        { "claude-4-opus-20250514", true },
        { "claude-opus-4-0", true },
        { "claude-opus-4-20250514", true },
        { "claude-opus-4-1-20250805", true },
        { "claude-sonnet-4-5", true },
        { "claude-haiku-4-5-20251001", true },
        { "claude-sonnet-4-5@20250929", true },
        { "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", true },
        { "claude-opus-4-6", false },
        { "claude-sonnet-4-6", false },
        { "claude-opus-4-8", false },
        { "claude-opus-5", false },
        { "claude-fable-5-2", false },
        { "claude-mythos-preview", false },
        { "arn:aws:bedrock:eu:1:application-inference-profile/x", false },
        { "gpt-4", false },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public async Task PartialText_OfAModel_StandsLastOnlyWhereThatIsTaken(string model, bool takesPrefill)
    {
        string[] turns = await ContinueAsync(RequestOf(model), SseBody.Begin().TextStart().Text("Hel"));

        AssertTurns(takesPrefill ? [Question, Turn("""{"type":"text","text":"Hel"}""")] : [Question, Turn("""{"type":"text","text":"Hel"}"""), GoOn], turns);
    }

    [Theory]
    [InlineData("Hello ", "Hello")]
    [InlineData("Hello \t\r\n\u00A0", "Hello")]
    [InlineData("  Hello", "  Hello")]
    public async Task PartialText_StandsLast_HasNoWhitespaceAtItsEnd(string text, string sent)
    {
        string[] turns = await ContinueAsync(RequestOf(WithPrefill), SseBody.Begin().TextStart().Text(text));

        Assert.Equal(sent, Parse(turns[^1]).GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Text_BeforeATurnOfTheUser_KeepsItsWhitespace()
    {
        string[] turns = await ContinueAsync(RequestOf(WithoutPrefill), SseBody.Begin().TextStart().Text("Hello \n"));

        AssertTurns([Question, Turn("""{"type":"text","text":"Hello \n"}"""), GoOn], turns);
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "thinking", """{"type":"enabled","budget_tokens":1024}""" },
        { "thinking", """{"type":"adaptive"}""" },
        { "tool_choice", """{"type":"any"}""" },
        { "tool_choice", """{"type":"tool","name":"search"}""" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task PartialText_OfARequestThatTakesNoPrefill_IsFollowedByATurnOfTheUser(string member, string value)
    {
        string[] turns = await ContinueAsync(RequestOf(WithPrefill, member, value), SseBody.Begin().TextStart().Text("Hel"));

        AssertTurns([Question, Turn("""{"type":"text","text":"Hel"}"""), GoOn], turns);
    }

    [Theory]
    [InlineData("thinking", """{"type":"disabled"}""")]
    [InlineData("tool_choice", """{"type":"auto"}""")]
    [InlineData("tool_choice", """{"type":"none"}""")]
    public async Task PartialText_OfARequestThatTakesAPrefill_StandsLast(string member, string value)
    {
        string[] turns = await ContinueAsync(RequestOf(WithPrefill, member, value), SseBody.Begin().TextStart().Text("Hel"));

        Assert.Equal(2, turns.Length);
    }

    private static readonly JsonSerializerOptions s_json = new() { TypeInfoResolver = ClaudeJson.Resolver };

    private static readonly Dictionary<string, (SseBody Answer, string[] Blocks)> s_cases = new()
    {
        ["a half tool call"] = (Text(0, "Hi").ToolStart(1).Input("{\"q\":", 1), [Text("Hi")]),
        ["a tool call without a result"] = (Text(0, "Hi").ToolStart(1).Input("{}", 1).BlockStop(1), [Text("Hi")]),
        ["half thinking"] = (Text(0, "Hi").ThinkingStart(1).Thinking("Hm", 1), [Text("Hi")]),
        ["signed thinking before text"] = (Thinking(0, "sig").TextStart(1).Text("Hel", 1), ["""{"type":"thinking","thinking":"Hm","signature":"sig"}""", Text("Hel")]),
        ["unsigned thinking before text"] = (Thinking(0, "").TextStart(1).Text("Hel", 1), [Text("Hel")]),
        ["thinking with nothing after it"] = (Text(0, "Hi").ThinkingStart(1).Thinking("Hm", 1).Signature("sig", 1).BlockStop(1), [Text("Hi")]),
        ["redacted thinking before text"] = (SseBody.Begin().BlockStart(0, """{"type":"redacted_thinking","data":"x"}""").BlockStop().TextStart(1).Text("Hel", 1), ["""{"type":"redacted_thinking","data":"x"}""", Text("Hel")]),
        ["blank text"] = (SseBody.Begin().TextStart().Text(" \n").BlockStop().TextStart(1).Text("Hel", 1), [Text("Hel")]),
        ["a half block of an unknown type"] = (Text(0, "Hi").BlockStart(1, """{"type":"of_tomorrow"}"""), [Text("Hi")]),
        ["a block of an unknown type"] = (SseBody.Begin().BlockStart(0, """{"type":"of_tomorrow","a":1}""").BlockStop().TextStart(1).Text("Hel", 1), ["""{"type":"of_tomorrow","a":1}""", Text("Hel")]),
        ["a server tool's call without its result"] = (Text(0, "Hi").BlockStart(1, ServerCall).BlockStop(1), [Text("Hi")]),
        ["a server tool's call with half its result"] = (Text(0, "Hi").BlockStart(1, ServerCall).BlockStop(1).BlockStart(2, ServerResult), [Text("Hi")]),
        ["a server tool's call with its result"] = (SseBody.Begin().BlockStart(0, ServerCall).BlockStop().BlockStart(1, ServerResult).BlockStop(1).TextStart(2).Text("Hel", 2), [ServerCall, ServerResult, Text("Hel")]),
        ["an MCP call without its result"] = (Text(0, "Hi").BlockStart(1, """{"type":"mcp_tool_use","id":"m1","name":"n","server_name":"s","input":{}}""").BlockStop(1), [Text("Hi")]),
        ["two texts, the first half"] = (SseBody.Begin().TextStart().Text("One").TextStart(1).Text("Two", 1).BlockStop(1), [Text("One"), Text("Two")]),
    };

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Blocks_ThatTheApiTakesBack_AreSentAndNoOthers(string what)
    {
        (SseBody answer, string[] blocks) = s_cases[what];
        string[] turns = await ContinueAsync(RequestOf(WithoutPrefill), answer);

        Check.JsonEqual(Parse(Turn(blocks)), turns[1], what);
        Assert.Equal(3, turns.Length);
    }

    [Fact]
    public async Task Turn_ThatEndsInAToolsResult_IsFollowedByATurnOfTheUser()
    {
        string[] turns = await ContinueAsync(RequestOf(WithPrefill), SseBody.Begin().BlockStart(0, ServerCall).BlockStop().BlockStart(1, ServerResult).BlockStop(1));

        AssertTurns([Question, Turn(ServerCall, ServerResult), GoOn], turns);
    }

    private static readonly Dictionary<string, SseBody> s_nothing = new()
    {
        ["no block"] = SseBody.Begin(),
        ["half thinking"] = SseBody.Begin().ThinkingStart().Thinking("Hm"),
        ["thinking alone"] = Thinking(0, "sig"),
        ["a half tool call"] = SseBody.Begin().ToolStart().Input("{\"a\""),
        ["blank text"] = SseBody.Begin().TextStart().Text("  "),
    };

    public static TheoryData<string> NothingToTakeBack => [.. s_nothing.Keys];

    [Theory]
    [MemberData(nameof(NothingToTakeBack))]
    public async Task Nothing_ToTakeBack_IsTheSameRequest(string what)
    {
        MessageRequest request = RequestOf(WithPrefill);
        ClaudeTransportException failure = await s_nothing[what].ReadToFailureAsync<ClaudeTransportException>();

        Assert.Same(request, request.ContinueFrom(failure.Partial!));
    }

    [Theory]
    [InlineData("output_config", """{"format":{"type":"json_schema","schema":{"type":"object"}}}""")]
    [InlineData("output_format", """{"type":"json_schema","schema":{"type":"object"}}""")]
    public async Task Answer_ThatIsToBeOneDocument_BeginsAnew(string member, string value)
    {
        string[] turns = await ContinueAsync(RequestOf(WithPrefill, member, value), SseBody.Begin().TextStart().Text("{\"a\":"));

        AssertTurns([Question], turns);
    }

    [Fact]
    public async Task Request_WithEverythingElse_StaysAsItWas()
    {
        var request = new MessageRequest
        {
            Model = WithoutPrefill,
            MaxTokens = 9,
            Messages = ["Hi", new InputMessage(Role.Assistant, "Yes?"), "Go"],
            System = "Be brief.",
            Betas = ["some-beta"],
            Extra = [new("of_tomorrow", RawJson.Parse("[1, 2]"))],
        };
        ClaudeTransportException failure = await SseBody.Begin().TextStart().Text("Hel").ReadToFailureAsync<ClaudeTransportException>();

        MessageRequest continued = request.ContinueFrom(failure.Partial!);

        Assert.Equal(request.Betas, continued.Betas);
        Assert.Equal(5, continued.Messages.Count);
        Assert.Equal("Hel", Assert.IsType<TextBlock>(Assert.Single(continued.Messages[3].Content.Blocks!)).Text);
        JsonElement before = Parse(request.ToJson()), after = Parse(continued.ToJson());
        Assert.Equal(before.EnumerateObject().Select(member => member.Name), after.EnumerateObject().Select(member => member.Name));
        foreach (JsonProperty member in before.EnumerateObject().Where(member => member.Name != "messages"))
        {
            Check.JsonEqual(member.Value, after.GetProperty(member.Name).GetRawText(), member.Name);
        }
    }

    [Fact]
    public async Task Message_ThatReachedMaxTokens_CanBeCarriedOnToo()
    {
        Message whole = await SseBody.Begin().TextStart().Text("Hel").BlockStop().MessageDelta("""{"stop_reason":"max_tokens"}""").MessageStop().ReadAsync();

        Assert.Equal("Hel", Assert.IsType<TextBlock>(Assert.Single(RequestOf(WithPrefill).ContinueFrom(whole).Messages[^1].Content.Blocks!)).Text);
    }

    [Fact]
    public void Partial_Null_IsRefused() => Assert.Throws<ArgumentNullException>(() => RequestOf(WithPrefill).ContinueFrom(null!));

    private static SseBody Text(int index, string text) => SseBody.Begin().TextStart(index).Text(text, index).BlockStop(index);

    private static SseBody Thinking(int index, string signature) => SseBody.Begin().ThinkingStart(index).Thinking("Hm", index).Signature(signature, index).BlockStop(index);

    private static string Text(string text) => $$"""{"type":"text","text":"{{text}}"}""";

    private static string Turn(params string[] blocks) => $$"""{"role":"assistant","content":[{{string.Join(',', blocks)}}]}""";

    private static MessageRequest RequestOf(string model, string? member = null, string? value = null) => JsonSerializer.Deserialize<MessageRequest>(
        $$"""{"model":"{{model}}","max_tokens":100,"messages":[{"role":"user","content":"Hi"}]{{(member is null ? "" : $",\"{member}\":{value}")}}}""",
        s_json)!;

    private static async Task<string[]> ContinueAsync(MessageRequest request, SseBody answer)
    {
        ClaudeTransportException failure = await answer.ReadToFailureAsync<ClaudeTransportException>();
        return [.. Parse(request.ContinueFrom(failure.Partial!).ToJson()).GetProperty("messages").EnumerateArray().Select(turn => turn.GetRawText())];
    }

    private static void AssertTurns(string[] expected, string[] actual) => Check.JsonEqual(Parse($"[{string.Join(',', expected)}]"), $"[{string.Join(',', actual)}]", "turns");

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
