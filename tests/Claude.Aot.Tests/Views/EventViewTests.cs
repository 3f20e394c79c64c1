using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Views;

public sealed class EventViewTests
{
    [Fact]
    public void Default_EveryAccessor_GivesItsEmptyValue()
    {
        AssertEmpty(default(StreamEvent));
        AssertEmpty(default(Delta));
        AssertEmpty(default(BlockView));
        AssertEmpty(default(MessageView));
        AssertEmpty(default(UsageView));
        AssertEmpty(default(Utf8Text));
        AssertEmpty(default(JsonView));
        AssertEmpty(default(BlockViewList));
        Assert.Equal("", default(Utf8Text).ToString());
        Assert.Throws<InvalidOperationException>(() => default(StreamEvent).ToOwned());
        Assert.Throws<InvalidOperationException>(() => default(BlockView).ToOwned());
    }

    [Fact]
    public async Task Accessor_OfAnotherType_GivesItsEmptyValue()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Text("a").BlockStop()
            .ToolStart(1).Input("{}", 1).BlockStop(1).ThinkingStart(2).Thinking("hm", 2).Signature("s", 2).BlockStop(2)
            .Event("""{"type":"of_tomorrow"}""").End().Open();
        await foreach (StreamEvent e in stream)
        {
            bool isBlock = e.Type is StreamEventType.ContentBlockStart or StreamEventType.ContentBlockDelta or StreamEventType.ContentBlockStop;
            Assert.Equal(isBlock, e.Index >= 0);
            Assert.Equal(isBlock, e.ContentBlock.IsPresent);
            Assert.Equal(e.Type == StreamEventType.MessageStart, e.Message.IsPresent);
            Assert.Equal(e.Type is StreamEventType.MessageStart or StreamEventType.MessageDelta, e.Usage.IsPresent);
            Assert.Equal(e.Type == StreamEventType.MessageDelta, e.StopReason.Kind != StopReasonKind.None);
            Assert.Equal(e.Type == StreamEventType.ContentBlockDelta, e.Delta.Type != DeltaType.None);
            Assert.Equal(e.Delta.Type == DeltaType.TextDelta, !e.Delta.Text.IsEmpty);
            Assert.Equal(e.Delta.Type == DeltaType.InputJsonDelta, !e.Delta.PartialJson.IsEmpty);
            Assert.Equal(e.Delta.Type == DeltaType.ThinkingDelta, !e.Delta.Thinking.IsEmpty);
            Assert.Equal(e.Delta.Type == DeltaType.SignatureDelta, !e.Delta.Signature.IsEmpty);
            Assert.Equal("", e.StopSequence.ToString());
        }
    }

    [Fact]
    public async Task MessageStart_Accessors_GiveTheMessageThatBegins()
    {
        await using MessageStream stream = SseBody.OfText("a").Open();
        await foreach (StreamEvent e in stream)
        {
            Assert.Equal("msg_1", e.Message.Id.ToString());
            Assert.Equal("claude-test-1", e.Message.Model.ToString());
            Assert.Equal(Role.Assistant, e.Message.Role);
            Assert.Equal((10, 1), (e.Usage.InputTokens, e.Usage.OutputTokens));
            Assert.Equal(10, e.Usage.ToOwned().InputTokens);
            break;
        }
    }

    [Fact]
    public async Task ContentBlock_OfADelta_HasTheDeltaIn()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Text("a").Text("b").BlockStop().End().Open();
        List<string> seen = [];
        await foreach (StreamEvent e in stream)
        {
            if (e.Index == 0)
            {
                seen.Add($"{e.ContentBlock.Type} {e.ContentBlock.Text} {e.ContentBlock.IsComplete} {e.ContentBlock.RawJson}");
                TextBlock owned = Assert.IsType<TextBlock>(e.ContentBlock.ToOwned());
                Assert.Equal(e.ContentBlock.Text.ToString(), owned.Text);
                Assert.Equal(e.ContentBlock.IsComplete, owned.IsComplete);
            }
        }

        Assert.Equal(
            [
                """Text  False {"type":"text","text":""}""",
                """Text a False {"type":"text","text":"a"}""",
                """Text ab False {"type":"text","text":"ab"}""",
                """Text ab True {"type":"text","text":"ab"}""",
            ],
            seen);
    }

    [Fact]
    public async Task Accessor_ValueOfAnotherKind_IsEmpty()
    {
        await using MessageStream stream = SseBody.BeginWith("""{"id":7,"model":null,"role":{},"stop_reason":[],"usage":{"input_tokens":"x","output_tokens":1.5,"cache_creation":7}}""")
            .BlockStart(0, """{"type":"tool_use","id":true,"name":[],"input":null}""").BlockStop().End().Open();
        await foreach (StreamEvent e in stream)
        {
            Assert.Equal("", e.Message.Id.ToString());
            Assert.Equal("", e.Message.Model.ToString());
            Assert.Equal(StopReasonKind.None, e.Message.StopReason.Kind);
            Assert.Equal(0, e.Message.Usage.InputTokens);
            Assert.False(e.Usage.CacheCreation.IsPresent);
            Assert.Equal("", e.ContentBlock.Id.ToString());
        }
    }

    [Fact]
    public async Task Usage_NumbersAtTheirLimits_AreRead()
    {
        await using MessageStream stream = SseBody.BeginWith("""{"usage":{"input_tokens":9223372036854775807,"output_tokens":-9223372036854775808,"cache_read_input_tokens":9223372036854775808,"cache_creation_input_tokens":1e3}}""").End().Open();
        await foreach (StreamEvent e in stream)
        {
            Assert.Equal((long.MaxValue, long.MinValue), (e.Usage.InputTokens, e.Usage.OutputTokens));
            Assert.Null(e.Usage.CacheReadInputTokens);
            break;
        }
    }

    private static void AssertEmpty(object view)
    {
        foreach ((string name, Func<object?> get) in ViewReflection.PropertiesOf(view))
        {
            object? value = get();
            switch (value)
            {
                case null or 0 or 0L or 0.0 or false:
                case true when name.EndsWith(".IsEmpty", StringComparison.Ordinal):
                case -1 when name.EndsWith(".Index", StringComparison.Ordinal):
                    break;
                case Role or StopReason:
                    Assert.Equal("", value.ToString());
                    break;
                case Enum:
                    // A default input is no JSON at all, which is the beginning of any; every other enumeration has a value for none.
                    Assert.True(Convert.ToInt32(value, null) == 0 || value is ToolInputState, $"{name} is {value}.");
                    break;
                default:
                    Assert.True(ViewReflection.IsView(value), $"{name} is {value}.");
                    AssertEmpty(value);
                    break;
            }
        }
    }
}
