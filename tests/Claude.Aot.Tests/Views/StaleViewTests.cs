using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Views;

public sealed class StaleViewTests
{
    private const string Tool = """{"type":"tool_use","id":"toolu_1","name":"search","input":{"a":1},"caller":{"type":"direct"}}""";

    [Fact]
    public async Task Event_AnotherWasRead_EveryAccessThrows()
    {
        await using MessageStream stream = Body().Open();
        Assert.True(await stream.WaitToReadAsync());
        while (stream.TryRead(out StreamEvent e))
        {
            List<object> views = [e, .. Views(e)];
            if (!stream.TryRead(out _) && !await stream.WaitToReadAsync())
            {
                break;
            }

            foreach (object view in views)
            {
                AssertStale(view);
            }

            Assert.Throws<InvalidOperationException>(() => e.ToOwned());
        }
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("end")]
    [InlineData("stop")]
    [InlineData("error")]
    [InlineData("dispose")]
    public async Task Event_StreamWentOn_EveryAccessThrows(string how)
    {
        SseBody body = SseBody.Begin().TextStart().Text("Hello");
        _ = how == "error" ? body.Raw("event: content_block_stop\ndata: nonsense\n\n") : body.BlockStop().End();
        await using MessageStream stream = body.Open();
        MessageStream.Enumerator events = stream.GetAsyncEnumerator();
        for (int i = 0; i < 3; i++)
        {
            Assert.True(await events.MoveNextAsync());
        }

        StreamEvent e = events.Current;
        object[] views = [e, e.Delta, e.Delta.Text, e.ContentBlock, e.ContentBlock.Text, e.RawJson];
        switch (how)
        {
            case "wait":
                Assert.True(await events.MoveNextAsync());
                break;
            case "end":
                await stream.GetFinalMessageAsync();
                break;
            case "stop":
                await events.DisposeAsync();
                break;
            case "error":
                await Assert.ThrowsAsync<ClaudeTransportException>(() => events.MoveNextAsync().AsTask());
                break;
            case "dispose":
                await stream.DisposeAsync();
                break;
        }

        foreach (object view in views)
        {
            AssertStale(view);
        }
    }

    [Fact]
    public async Task Utf8Text_OfAStaleEvent_EveryMemberThrows()
    {
        await using MessageStream stream = Body().Open();
        Assert.True(await stream.WaitToReadAsync());
        Assert.True(stream.TryRead(out StreamEvent e));
        Utf8Text text = e.TypeName;
        Assert.True(stream.TryRead(out _));

        Assert.Throws<InvalidOperationException>(() => text.Length);
        Assert.Throws<InvalidOperationException>(() => text.IsEmpty);
        Assert.Throws<InvalidOperationException>(() => text.Span.Length);
        Assert.Throws<InvalidOperationException>(() => text.ToString());
        Assert.Throws<InvalidOperationException>(() => text.Equals("a"u8));
        Assert.Throws<InvalidOperationException>(() => text == default);
        Assert.Throws<InvalidOperationException>(() => text.GetHashCode());
        Assert.Throws<InvalidOperationException>(() => text.CopyTo(new byte[100]));
        Assert.Throws<InvalidOperationException>(() => text.TryFormat(new char[100], out _, default, null));
        Assert.Throws<InvalidOperationException>(() => text.TryFormat(new byte[100], out _, default, null));
        Assert.Throws<InvalidOperationException>(() => $"{text}");
    }

    [Fact]
    public async Task Event_StillTheCurrentOne_CanBeReadAgainAndAgain()
    {
        await using MessageStream stream = Body().Open(readSize: 1);
        await foreach (StreamEvent e in stream)
        {
            string first = e.RawJson.ToString();
            foreach (object view in Views(e))
            {
                foreach ((string _, Func<object?> get) in ViewReflection.PropertiesOf(view))
                {
                    _ = get()?.ToString();
                }
            }

            Assert.Equal(first, e.RawJson.ToString());
            Assert.Equal(first, e.ToOwned().ToJson());
        }
    }

    private static SseBody Body() => SseBody.Begin()
        .TextStart().TextJson("\"a\\n\"").Citation("""{"type":"char_location","cited_text":"x"}""").BlockStop()
        .BlockStart(1, Tool).Input("{\"b\\u0041\":", 1).Input("2}", 1).BlockStop(1)
        .ThinkingStart(2).Thinking("hm", 2).Signature("s\\u0041", 2).BlockStop(2)
        .Event("""{"type":"of_tomorrow","n":1}""")
        .MessageDelta("""{"stop_reason":"refusal","stop_sequence":"x","stop_details":{"type":"refusal"},"container":{"id":"c"}}""", """{"output_tokens":2,"cache_creation":{"ephemeral_5m_input_tokens":1},"server_tool_use":{"web_search_requests":1}}""")
        .MessageStop();

    /// <summary>Every view that an event lends, and those that these lend.</summary>
    private static List<object> Views(object view)
    {
        List<object> views = [];
        foreach ((string _, Func<object?> get) in ViewReflection.PropertiesOf(view))
        {
            if (get() is { } value && ViewReflection.IsView(value) && ViewReflection.IsPresent(value))
            {
                views.Add(value);
                views.AddRange(value is Utf8Text ? [] : Views(value));
            }
        }

        return views;
    }

    private static void AssertStale(object view)
    {
        foreach ((string name, Func<object?> get) in ViewReflection.PropertiesOf(view))
        {
            // A view may be handed on as it is: then that throws.
            Exception? e = Record.Exception(() => get() is { } value && ViewReflection.IsView(value) && ViewReflection.IsPresent(value));
            Assert.True(e is InvalidOperationException, $"{name} of a stale view gave {e?.ToString() ?? "a value"}.");
        }
    }
}
