using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Folding;

/// <summary>What is newer than the schema is delivered, kept and echoed.</summary>
public sealed class UnknownTests
{
    [Fact]
    public async Task Event_Unknown_IsDeliveredWithItsNameAndJson()
    {
        const string Json = """{"type":"of_tomorrow","index":3,"delta":{"type":"text_delta","text":"x"}}""";
        await using MessageStream stream = SseBody.Begin().Event(Json).End().Open();
        List<string> seen = [];
        await foreach (StreamEvent e in stream)
        {
            if (e.Type == StreamEventType.Unknown)
            {
                seen.Add($"{e.TypeName} {e.Index} {e.Delta.Type} {e.RawJson}");
                Assert.Equal(Json, Assert.IsType<UnknownMessageStreamEvent>(e.ToOwned()).ToJson());
            }
        }

        Assert.Equal([$"of_tomorrow -1 None {Json}"], seen);
        Assert.Empty((await stream.GetFinalMessageAsync()).Content);
    }

    [Fact]
    public async Task Delta_Unknown_IsDeliveredAndFoldsNothing()
    {
        const string Json = """{"type":"of_tomorrow","text":"x","n":[1]}""";
        await using MessageStream stream = SseBody.Begin().TextStart().Text("a").Delta(0, Json).Text("b").BlockStop().End().Open();
        List<string> seen = [];
        await foreach (StreamEvent e in stream)
        {
            if (e.Delta.Type == DeltaType.Unknown)
            {
                seen.Add($"{e.Index} {e.Delta.TypeName} <{e.Delta.Text}> {e.Delta.RawJson} {e.ContentBlock.Text}");
                ContentBlockDelta owned = Assert.IsType<ContentBlockDeltaEvent>(e.ToOwned()).Delta;
                Assert.Equal("of_tomorrow", Assert.IsType<UnknownContentBlockDelta>(owned).TypeName);
            }
        }

        Assert.Equal([$"0 of_tomorrow <> {Json} a"], seen);
        Assert.Equal("ab", await stream.GetFinalTextAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":7}""")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task Delta_WithoutType_IsUnknown(string delta)
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Delta(0, delta).BlockStop().End().Open();
        List<DeltaType> seen = [];
        await foreach (StreamEvent e in stream)
        {
            seen.Add(e.Delta.Type);
            _ = e.ToOwned();
        }

        Assert.Equal([DeltaType.None, DeltaType.None, DeltaType.Unknown, DeltaType.None, DeltaType.None, DeltaType.None], seen);
    }

    [Fact]
    public async Task Block_Unknown_IsKeptAndEchoedToTheLetter()
    {
        const string Json = """{"type":"of_tomorrow","text":"x" ,"n":[1, {"a":1e99}]}""";
        await using MessageStream stream = SseBody.Begin().BlockStart(0, Json).BlockStop().TextStart(1).Text("a", 1).BlockStop(1).End().Open();

        Message message = await stream.GetFinalMessageAsync();

        Assert.Equal("of_tomorrow", Assert.IsType<UnknownContentBlock>(message.Content[0]).TypeName);
        Assert.Equal(Json, message.Content[0].ToJson());
        Assert.Equal($$"""{"role":"assistant","content":[{{Json}},{"type":"text","text":"a"}]}""", message.ToVerbatimTurn().ToJson());
    }

    [Fact]
    public async Task Block_UnknownThatTakesTextDeltas_LosesNone()
    {
        Message message = await SseBody.Begin().BlockStart(0, """{"type":"of_tomorrow","text":"a"}""").Text("b").BlockStop().End().ReadAsync();

        Assert.Equal("""{"type":"of_tomorrow","text":"ab"}""", Assert.Single(message.Content).ToJson());
    }

    [Fact]
    public async Task Members_UnknownOrOfAnotherKind_AreInExtraAndEchoed()
    {
        const string Json = """{"type":"tool_use","id":7,"name":null,"input":{},"of_tomorrow":{"a":[1 ]}}""";
        Message message = await SseBody.Begin().BlockStart(0, Json).BlockStop().End().ReadAsync();

        ToolUseBlock block = Assert.IsType<ToolUseBlock>(Assert.Single(message.Content));
        Assert.Equal(["id", "of_tomorrow"], block.Extra.Select(member => member.Key));
        Assert.Equal("", block.Id);
        Assert.Equal(Json, block.ToJson());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    public async Task Block_OfAnotherShape_DoesNoHarm(string block)
    {
        await using MessageStream stream = SseBody.Begin().BlockStart(0, block).Text("a").BlockStop().End().Open();
        await foreach (StreamEvent e in stream)
        {
            _ = e.ContentBlock.Type;
            _ = e.ContentBlock.RawJson.ToString();
            _ = stream.Snapshot.RawJson.ToString();
            _ = e.ToOwned();
        }

        _ = (await stream.GetFinalMessageAsync()).ToJson();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"content":"text"}""")]
    [InlineData("""{"content":null}""")]
    [InlineData("""{"content":[7,null,"x",{"type":"text","text":"a"}]}""")]
    public async Task Message_OfAnotherShape_DoesNoHarm(string message)
    {
        await using MessageStream stream = SseBody.BeginWith(message).TextStart(9).Text("b", 9).BlockStop(9).End().Open();
        await foreach (StreamEvent e in stream)
        {
            _ = e.Message.Id.ToString();
            _ = e.ToOwned();
            _ = stream.Snapshot.RawJson.ToString();
        }

        Message final = await stream.GetFinalMessageAsync();
        Assert.Equal("b", final.Content.OfType<TextBlock>().Last().Text);
        Assert.Equal(5, final.Usage.OutputTokens);
    }
}
