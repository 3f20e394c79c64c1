using System.Text;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Streaming;

public sealed class TextTests
{
    [Theory]
    [InlineData("a\u00E9\u2600\U0001F600", "\"a\\u00e9\\u2600\\ud83d\\ude00\"")]
    [InlineData("a\U0001F600b", "\"a\\ud83d\"", "\"\\ude00b\"")]
    [InlineData("a\U0001F600b", "\"a\\ud83d\"", "\"\"", "\"\\ude00b\"")]
    [InlineData("a\U0001F600\U0001F601", "\"a\\uD83D\"", "\"\\uDE00\\uD83D\"", "\"\\uDE01\"")]
    [InlineData("a\uFFFDx", "\"a\\ud83d\"", "\"x\"")]
    [InlineData("a\uFFFD\nx", "\"a\\ud83d\"", "\"\\nx\"")]
    [InlineData("a\uFFFD\uFFFDx", "\"a\\ud83d\"", "\"\\ud83d\"", "\"x\"")]
    [InlineData("a\uFFFD\U0001F600", "\"a\\ud83d\"", "\"\\ud83d\"", "\"\\ude00\"")]
    [InlineData("\uFFFDa", "\"\\ude00\"", "\"a\"")]
    [InlineData("\uFFFD\uFFFD", "\"\\ude00\\ud83d\"")]
    [InlineData("a\uFFFD", "\"a\\ud83d\"")]
    [InlineData("a\uFFFD", "\"a\\ud83d\"", "\"\"")]
    [InlineData("a\0b", "\"a\\u0000\"", "\"b\"")]
    [InlineData("ab", "\"\"", "\"a\"", "\"\"", "\"b\"", "\"\"")]
    [InlineData("\"\\/\b\f\n\r\t\u001F\u007F", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u001f\u007F\"")]
    [InlineData("\uFEFF\uFFFE\u2028", "\"\\ufeff\\uFFFE\u2028\"")]
    public async Task Text_EscapesOverDeltas_IsJoined(string expected, params string[] deltas)
    {
        SseBody body = SseBody.Begin().TextStart();
        foreach (string delta in deltas)
        {
            body.TextJson(delta);
        }

        byte[] bytes = body.BlockStop().End().ToArray();
        foreach (int size in (int[])[1, 7, int.MaxValue])
        {
            await using var stream = MessageStream.FromStream(new Shared.PiecewiseStream(bytes, size));
            Assert.Equal(expected, await stream.GetFinalTextAsync());
            Message message = await stream.GetFinalMessageAsync();
            Assert.Equal(expected, Assert.IsType<TextBlock>(Assert.Single(message.Content)).Text);
        }
    }

    [Fact]
    public async Task Text_HighSurrogate_WaitsForItsLowSurrogate()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().TextJson("\"a\\ud83d\"").TextJson("\"\\ude00b\"").BlockStop().End().Open();

        Assert.Equal(["a", "\U0001F600b"], await TextsAsync(stream));
    }

    [Fact]
    public async Task Text_SplitCharacter_OwnedEventsSayWhatTheViewsSay()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().TextJson("\"a\\ud83d\"").TextJson("\"\\ude00b\"").TextJson("\"\\u00e9\"").BlockStop().End().Open();

        List<string> texts = await stream.ReadOwnedAsync().OfType<ContentBlockDeltaEvent>().Select(e => ((TextDelta)e.Delta).Text).ToListAsync();

        Assert.Equal(["a", "\U0001F600b", "\u00E9"], texts);
    }

    [Fact]
    public async Task Text_HalvesInInterleavedBlocks_StayInTheirBlocks()
    {
        Message message = await SseBody.Begin().TextStart().TextStart(1)
            .TextJson("\"a\\ud83d\"").TextJson("\"b\\ud83d\"", 1).TextJson("\"\\ude00\"").TextJson("\"\\ude01\"", 1)
            .BlockStop().BlockStop(1).End().ReadAsync();

        Assert.Equal(["a\U0001F600", "b\U0001F601"], message.Content.Cast<TextBlock>().Select(block => block.Text));
    }

    [Fact]
    public async Task Text_HighSurrogateInTheBlocksStart_IsJoined()
    {
        Message message = await SseBody.Begin().BlockStart(0, """{"type":"text","text":"a\ud83d"}""").TextJson("\"\\ude00\"").BlockStop().End().ReadAsync();

        Assert.Equal("a\U0001F600", Assert.IsType<TextBlock>(Assert.Single(message.Content)).Text);
    }

    [Fact]
    public async Task Text_HighSurrogatePendingAtTheCut_IsReplacedInPartial()
    {
        ClaudeTransportException e = await SseBody.Begin().TextStart().TextJson("\"a\\ud83d\"").ReadToFailureAsync<ClaudeTransportException>();

        Assert.Equal("a\uFFFD", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
    }

    [Fact]
    public async Task Thinking_SplitCharacter_IsJoined()
    {
        Message message = await SseBody.Begin().ThinkingStart()
            .Delta(0, """{"type":"thinking_delta","thinking":"a\ud83d"}""").Delta(0, """{"type":"thinking_delta","thinking":"\ude00"}""")
            .BlockStop().End().ReadAsync();

        Assert.Equal("a\U0001F600", Assert.IsType<ThinkingBlock>(Assert.Single(message.Content)).Thinking);
    }

    [Theory]
    [InlineData("61 FF 62", "a\uFFFDb")]
    [InlineData("61 C3 62", "a\uFFFDb")]
    [InlineData("E2 98", "\uFFFD")]
    [InlineData("F0 9F 98 80", "\U0001F600")]
    [InlineData("F0 9F 98 62", "\uFFFDb")]
    [InlineData("ED A0 BD", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("C0 80", "\uFFFD\uFFFD")]
    [InlineData("F4 90 80 80", "\uFFFD\uFFFD\uFFFD\uFFFD")]
    public async Task Text_InvalidUtf8_IsReplacedAndReported(string hex, string expected)
    {
        byte[] text = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        List<ClaudeDiagnosticKind> kinds = [];
        SseBody body = SseBody.Begin().TextStart().Text("plain");
        for (int i = 0; i < 2; i++)
        {
            body.Raw("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"").Raw(text).Raw("\"}}\n\n");
        }

        await using MessageStream stream = body.BlockStop().End().Open(new MessageStreamOptions { OnDiagnostic = d => kinds.Add(d.Kind) });

        Assert.Equal(["plain", expected, expected], await TextsAsync(stream));
        Assert.Equal("plain" + expected + expected, await stream.GetFinalTextAsync());
        Assert.Equal(!expected.Contains('\uFFFD') ? [] : [ClaudeDiagnosticKind.InvalidUtf8], kinds);
    }

    [Fact]
    public async Task Text_EveryPieceOfAnEvent_IsValidUtf8()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().TextJson("\"\\ud83d\"").TextJson("\"\\udc00\\ud83d\"").TextJson("\"\u00E9\\ude00\"").BlockStop().End().Open();
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        await foreach (StreamEvent e in stream)
        {
            _ = strict.GetString(e.Delta.Text.Span);
            _ = strict.GetString(e.ContentBlock.Text.Span);
            _ = strict.GetString(e.RawJson.Span);
            _ = strict.GetString(stream.Snapshot.RawJson.Span);
        }
    }

    [Fact]
    public async Task ReadText_EmptyDeltasAndOtherBlocks_AreLeftOut()
    {
        await using MessageStream stream = SseBody.Begin()
            .ThinkingStart().Thinking("hm").BlockStop()
            .TextStart(1).Text("", 1).Text("a", 1).Text("", 1).Text("b", 1).BlockStop(1)
            .ToolStart(2).Input("{}", 2).BlockStop(2)
            .TextStart(3).Text("c", 3).BlockStop(3).End().Open();

        Assert.Equal(["a", "b", "c"], await stream.ReadTextAsync().ToListAsync());
    }

    [Fact]
    public async Task ReadText_BrokenBody_GivesWhatCameThenThrows()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Text("a").Text("b").Open();
        List<string> texts = [];

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(async () =>
        {
            await foreach (string text in stream.ReadTextAsync())
            {
                texts.Add(text);
            }
        });

        Assert.Equal(["a", "b"], texts);
        Assert.Equal("ab", Assert.IsType<TextBlock>(Assert.Single(e.Partial!.Content)).Text);
    }

    private static async Task<List<string>> TextsAsync(MessageStream stream)
    {
        List<string> texts = [];
        await foreach (StreamEvent e in stream)
        {
            if (e.Delta.Type == DeltaType.TextDelta)
            {
                texts.Add(e.Delta.Text.ToString());
            }
        }

        return texts;
    }
}
