using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http;

public sealed class RequestBodyTests : IDisposable
{
    private readonly ScriptedHandler _handler = new(Scripts.Hello);

    public void Dispose() => _handler.Dispose();

    [Fact]
    public async Task Body_OfARequest_IsItsJsonAndStream()
    {
        var request = new MessageRequest
        {
            Model = "claude-sonnet-5-5",
            MaxTokens = 2048,
            Messages = ["Wie ist das Wetter in \"Zürich\"? ☀"],
            System = "Be brief.",
            Temperature = 0.8,
            Thinking = Thinking.Enabled(budgetTokens: 1024),
            Tools = [new Tool("get_weather", "Get weather", """{"type":"object","properties":{"location":{"type":"string"}}}"""u8)],
            Extra = [new("not_in_the_schema_yet", RawJson.Parse("""{"a": [1, 2.50]}"""))],
        };

        await AssertBodyAsync(
            """
            {
              "stream": true,
              "not_in_the_schema_yet": {"a": [1, 2.50]},
              "model": "claude-sonnet-5-5",
              "max_tokens": 2048,
              "messages": [{"role": "user", "content": "Wie ist das Wetter in \"Zürich\"? ☀"}],
              "system": "Be brief.",
              "temperature": 0.8,
              "thinking": {"type": "enabled", "budget_tokens": 1024},
              "tools": [{"type": "custom", "name": "get_weather", "description": "Get weather", "input_schema": {"type":"object","properties":{"location":{"type":"string"}}}}]
            }
            """,
            request);
        Assert.Contains("""{"a": [1, 2.50]}""", _handler.Log.All[^1].BodyText, StringComparison.Ordinal);
        Assert.Contains("Zürich", _handler.Log.All[^1].BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_MemberNamedEverywhere_IsWrittenOnceAsTheCallHasIt()
    {
        var request = new MessageRequest { Model = "m", MaxTokens = 1, Messages = [], Temperature = 0.1, Extra = [new("temperature", RawJson.Parse("0.2"))] };

        await AssertBodyAsync(
            """{"stream": true, "temperature": 0.4, "model": "m", "max_tokens": 1, "messages": []}""",
            request,
            client: [("temperature", "0.3")],
            call: [("temperature", "0.4")]);
    }

    [Fact]
    public async Task Body_ExtraOfTheRequest_GoesBeforeItsMembers()
    {
        var request = new MessageRequest { Model = "m", MaxTokens = 1, Messages = [], Temperature = 0.1, Extra = [new("temperature", RawJson.Parse("0.2"))] };

        await AssertBodyAsync(
            """{"stream": true, "temperature": 0.2, "model": "m", "max_tokens": 1, "messages": []}""",
            request,
            client: [("temperature", "0.3")]);
    }

    [Fact]
    public async Task Body_ExtraOfTheClient_IsADefault()
    {
        var request = new MessageRequest { Model = "m", MaxTokens = 1, Messages = [], Temperature = 0.1 };

        await AssertBodyAsync(
            """{"stream": true, "model": "m", "max_tokens": 1, "messages": [], "temperature": 0.1, "metadata": {"user_id": "u"}}""",
            request,
            client: [("temperature", "0.3"), ("metadata", """{"user_id":"u"}""")]);
    }

    [Fact]
    public async Task Body_StreamSwitchedOffByHand_StaysOn()
    {
        var request = new MessageRequest { Model = "m", MaxTokens = 1, Messages = [], Extra = [new("stream", RawJson.Parse("false"))] };

        await AssertBodyAsync("""{"stream": true, "model": "m", "max_tokens": 1, "messages": []}""", request, client: [("stream", "false")], call: [("stream", "false")]);
    }

    [Fact]
    public async Task Body_OfARequestThatWasRead_IsWhatWasRead()
    {
        const string Json = """{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"text","text":"a\u00e9", "x":1.0}]}],"new":{ "k" : null }}""";
        await SendAsync(ClaudeJson.Parse<MessageRequest>(Json));

        string body = _handler.Log.All[^1].BodyText;
        Assert.Contains("""[{"role":"user","content":[{"type":"text","text":"a\u00e9", "x":1.0}]}]""", body, StringComparison.Ordinal);
        Assert.Contains("""{ "k" : null }""", body, StringComparison.Ordinal);
    }

    /// <summary>The bytes, not only their meaning: those of the members in the order of the places that define them.</summary>
    [Theory]
    [InlineData("", "", "")]
    [InlineData("temperature", "", "")]
    [InlineData("model new", "new system", "")]
    [InlineData("", "", "temperature metadata")]
    [InlineData("messages", "tools", "top_k new")]
    [InlineData("model max_tokens messages system temperature tools tool_choice stream", "stream model", "model top_p")]
    public async Task Body_MembersInManyPlaces_AreTheBytesOfEach(string ofCall, string ofRequest, string ofClient)
    {
        foreach (MessageRequest request in Requests(ofRequest))
        {
            await SendAsync(request, Members(ofClient, "1"), Members(ofCall, "[2, {}]"));

            Assert.Equal(ExpectedBody.Of(request, Members(ofCall, "[2, {}]"), Members(ofClient, "1")), _handler.Log.All[^1].BodyText);
        }
    }

    [Theory]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(100_000)]
    public async Task Body_LongTexts_AreThoseOfThePlatform(int length)
    {
        string text = string.Concat(Enumerable.Repeat("a\"\n\u00e9\u2600\U0001F600\ud800/+", length))[..length];
        MessageRequest request = new() { Model = "m", MaxTokens = 1, Messages = [text], System = text, StopSequences = [text, text] };

        await SendAsync(request);

        string json = System.Text.Encoding.UTF8.GetString(ExpectedBody.Of(text));
        string members = $$"""
            "stream":true,"model":"m","max_tokens":1,"messages":[{"role":"user","content":{{json}}}],"system":{{json}},"stop_sequences":[{{json}},{{json}}]
            """;
        Assert.Equal($"{{{members}}}", _handler.Log.All[^1].BodyText);
    }

    private static IEnumerable<MessageRequest> Requests(string extra)
    {
        KeyValuePair<string, RawJson>[] members = [.. Members(extra, "").Select(member => KeyValuePair.Create(member.Name, RawJson.Parse("""{ "x": 3 }""")))];
        yield return new() { Model = "m", MaxTokens = 1, Messages = [], Extra = members };
        yield return new()
        {
            Model = "m",
            MaxTokens = 1,
            Messages = ["Hi", new string('\u00e9', 10_000)],
            System = "Be brief.",
            Temperature = 0.8,
            Extra = members,
            ToolChoice = new AnyToolChoice(),
            Tools = [new Tool("get_weather", "Get weather", """{"type":"object", "properties":{"location":{"type":"string"}}}"""u8)],
        };
        yield return Read(
            """{"tools":[ ],"model":"m","a\u0062":1,"messages": [ {"role":"user", "content":"a"} ],"ab":2,"temperature":1}""");
    }

    private static MessageRequest Read(string json) =>
        ClaudeJson.Parse<MessageRequest>(json);

    private static (string Name, string Json)[] Members(string names, string json) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => (name, json))];

    private async Task AssertBodyAsync(string expected, MessageRequest request, (string Name, string Json)[]? client = null, (string Name, string Json)[]? call = null)
    {
        await SendAsync(request, client, call);

        string body = _handler.Log.All[^1].BodyText;
        using JsonDocument wanted = JsonDocument.Parse(expected);
        Check.JsonEqual(wanted.RootElement, body, "body");
        using JsonDocument sent = JsonDocument.Parse(body);
        Assert.Equal(wanted.RootElement.EnumerateObject().Select(member => member.Name), sent.RootElement.EnumerateObject().Select(member => member.Name));
    }

    private async Task SendAsync(MessageRequest request, (string Name, string Json)[]? client = null, (string Name, string Json)[]? call = null)
    {
        using ClaudeClient sender = TestClient.Of(_handler, options =>
        {
            foreach ((string name, string json) in client ?? [])
            {
                options.ExtraBody[name] = RawJson.Parse(json);
            }
        });
        await sender.AskAsync(request, new RequestOptions { ExtraBody = (call ?? []).ToDictionary(member => member.Name, member => RawJson.Parse(member.Json)) });
    }
}
