using System.Text.Json;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Folding;

/// <summary>How deltas fold into blocks, and where blocks stand.</summary>
public sealed class BlockFoldTests
{
    [Fact]
    public async Task Blocks_Interleaved_EachGetsItsOwnDeltas()
    {
        Message message = await SseBody.Begin().TextStart().ToolStart(1).ThinkingStart(2)
            .Text("A").Input("{\"a\"", 1).Thinking("x", 2).Text("B").Input(":1}", 1).BlockStop(2).Text("C")
            .BlockStop(1).BlockStop().End().ReadAsync();

        Assert.Equal("ABC", ((TextBlock)message.Content[0]).Text);
        Assert.Equal("{\"a\":1}", ((ToolUseBlock)message.Content[1]).Input.ToString());
        Assert.Equal("x", ((ThinkingBlock)message.Content[2]).Thinking);
    }

    [Fact]
    public async Task Blocks_OfTextInterleaved_ReadAsTheyCame()
    {
        Message message = await SseBody.Begin().TextStart().TextStart(1).Text("a").Text("b", 1).Text("c", 1).Text("d").Text("e").Text("f", 1).Text("").BlockStop().BlockStop(1).End().ReadAsync();

        Assert.Equal(["a", "bc", "de", "f"], message.Content.Cast<TextBlock>().Select(block => block.Text));
    }

    [Fact]
    public async Task Blocks_IndicesWithGapsAndOutOfOrder_StandInTheOrderInWhichTheyStart()
    {
        await using MessageStream stream = SseBody.Begin()
            .TextStart(7).Text("a", 7).TextStart(2).Text("b", 2).TextStart(5).Text("c", 5).TextStart(2_147_483_647).Text("d", 2_147_483_647)
            .BlockStop(7).BlockStop(2).BlockStop(5).BlockStop(2_147_483_647).End().Open();

        Assert.Equal("abcd", await stream.GetFinalTextAsync());
        Assert.Equal(4, (await stream.GetFinalMessageAsync()).Content.Count);
    }

    /// <summary>An index that cannot be read means the block that is open; one that is written otherwise is still an index.</summary>
    [Theory]
    [InlineData("-1", 0)]
    [InlineData("2147483648", 0)]
    [InlineData("99999999999999999999", 0)]
    [InlineData("0.5", 0)]
    [InlineData("null", 0)]
    [InlineData("[0]", 0)]
    [InlineData("\"zero\"", 0)]
    [InlineData("\"0\"", 0)]
    [InlineData("0.0", 0)]
    [InlineData("0e0", 0)]
    [InlineData("1e2", 100)]
    public async Task Index_NotAsTheApiWritesIt_LosesNoText(string index, int expected)
    {
        string delta = $$$"""{"type":"content_block_delta","index":{{{index}}},"delta":{"type":"text_delta","text":"b"}}""";
        List<ClaudeDiagnosticKind> reported = [];
        await using MessageStream stream = SseBody.Begin().BlockStart(expected, """{"type":"text","text":""}""").Text("a", expected).Event(delta).Text("c", expected)
            .Event($$"""{"type":"content_block_stop","index":{{index}}}""").End().Open(new MessageStreamOptions { OnDiagnostic = d => reported.Add(d.Kind) });
        List<string> seen = [];
        await foreach (StreamEvent e in stream)
        {
            seen.Add($"{e.Index} {e.Delta.Text} {e.ContentBlock.IsComplete}");
            Assert.Equal(e.RawJson.ToString(), e.ToOwned().ToJson());
        }

        Assert.Equal([$"{expected} a False", $"{expected} b False", $"{expected} c False", $"{expected}  True"], seen[2..6]);
        Assert.Equal("abc", Assert.IsType<TextBlock>(Assert.Single((await stream.GetFinalMessageAsync()).Content)).Text);
        Assert.Equal([ClaudeDiagnosticKind.UnreadableIndex], reported);
    }

    [Fact]
    public async Task Index_NoneLeft_IsAProtocolError()
    {
        ClaudeTransportException e = await SseBody.Begin().TextStart(2_147_483_647).Text("a", 2_147_483_647).BlockStop(2_147_483_647).TextStart()
            .ReadToFailureAsync<ClaudeTransportException>();

        Assert.Equal((ClaudeTransportErrorKind.InvalidResponse, "a"), (e.Kind, e.Partial?.Text));
    }

    /// <summary>The rival is the platform's reader: of members of one name it takes the last, too.</summary>
    [Theory]
    [InlineData("""{"type":"text","text":""}""")]
    [InlineData("""{"type":"text","text":"a"}""")]
    [InlineData("""{"type":"text","text":"","citations":[]}""")]
    [InlineData("""{"type":"text","text":"a","text":""}""")]
    [InlineData("""{"type":"text","text":"a","\u0074ext":""}""")]
    [InlineData("""{"type":"text","text":"a","more":{"text":""}}""")]
    [InlineData("""{"type":"text","text":"a","more":"\",\"text\":\""}""")]
    [InlineData("""{"type":"text","text":"a","more\",\"text":""}""")]
    [InlineData("""{"type":"text","text":"a","context":""}""")]
    [InlineData("""{"type":"text","text":"a","text":"\""}""")]
    [InlineData("""{"type":"text","text":"a","more":[],"text":"" }""")]
    public async Task Text_BeginsWithThatOfItsStart(string start)
    {
        using var json = JsonDocument.Parse(start);

        Message message = await SseBody.Begin().Event($$"""{"type":"content_block_start","index":0,"content_block":{{start}}}""")
            .Text("x").BlockStop().End().ReadAsync();

        Assert.Equal(json.RootElement.GetProperty("text").GetString() + "x", ((TextBlock)message.Content[0]).Text);
    }

    [Fact]
    public async Task Block_DeltaBeforeItsStart_OpensIt()
    {
        Message message = await SseBody.Begin().Text("a").Text("b").TextStart().Text("c").BlockStop()
            .Input("{}", 1).BlockStop(1).Thinking("hm", 2).Signature("s", 2).BlockStop(2).End().ReadAsync();

        Assert.Equal("abc", Assert.IsType<TextBlock>(message.Content[0]).Text);
        Assert.Equal("{}", Assert.IsType<ToolUseBlock>(message.Content[1]).Input.ToString());
        Assert.Equal(("hm", "s"), (Assert.IsType<ThinkingBlock>(message.Content[2]).Thinking, ((ThinkingBlock)message.Content[2]).Signature));
    }

    [Fact]
    public async Task Block_StartedTwice_IsTwoBlocks()
    {
        Message message = await SseBody.Begin().TextStart().Text("a").ToolStart().Input("{\"a\":1}").BlockStop().End().ReadAsync();

        Assert.Equal("a", Assert.IsType<TextBlock>(message.Content[0]).Text);
        Assert.Equal("{\"a\":1}", Assert.IsType<ToolUseBlock>(message.Content[1]).Input.ToString());
        Assert.Equal(2, message.Content.Count);
    }

    [Fact]
    public async Task Block_StartRepeatedBeforeAnyDelta_IsOneBlock()
    {
        Message message = await SseBody.Begin().TextStart().TextStart().Text("a").BlockStop().End().ReadAsync();

        Assert.Equal("a", Assert.IsType<TextBlock>(Assert.Single(message.Content)).Text);
    }

    [Fact]
    public async Task Block_StartWithText_IsItsBeginning()
    {
        Message message = await SseBody.Begin().BlockStart(0, """{"type":"text","text":"a\n\u00e9","extra":[1, 2],"citations":null}""").Text("b").BlockStop().End().ReadAsync();

        Assert.Equal("a\n\u00E9b", Assert.IsType<TextBlock>(Assert.Single(message.Content)).Text);
        Assert.Equal("""{"type":"text","text":"a\néb","extra":[1, 2],"citations":null}""", message.Content[0].ToJson());
    }

    [Theory]
    [InlineData("""{"text":"","type":"text"}""", """{"text":"ab","type":"text"}""")]
    [InlineData("""{ "type" : "text" , "text" : "" , "n":1.50 }""", """{"type":"text","text":"ab","n":1.50}""")]
    [InlineData("""{"type":"text"}""", """{"type":"text","text":"ab"}""")]
    [InlineData("""{"type":"text","text":null}""", """{"type":"text","text":"ab"}""")]
    [InlineData("""{"type":"text","t\u0065xt":"","\u0022":"\u00e9"}""", """{"type":"text","text":"ab","\"":"\u00e9"}""")]
    public async Task Block_Folded_IsItsStartWithOnlyTheTextReplaced(string start, string expected)
    {
        Message message = await SseBody.Begin().BlockStart(0, start).Text("a").Text("b").BlockStop().End().ReadAsync();

        Assert.Equal(expected, Assert.Single(message.Content).ToJson());
    }

    [Theory]
    [InlineData("""{"type":"redacted_thinking","data":"EmwKA\u0041=="}""")]
    [InlineData("""{"type":"of_tomorrow","n":1e400,"a":[ ]}""")]
    [InlineData("""{"type":"tool_use","id":"t","name":"n","input":{ "a" : 1.0 }}""")]
    public async Task Block_WithoutDeltas_IsItsStartToTheLetter(string start)
    {
        Message message = await SseBody.Begin().BlockStart(0, start).BlockStop().End().ReadAsync();

        Assert.Equal(start, Assert.Single(message.Content).ToJson());
        Assert.Equal($$"""{"role":"assistant","content":[{{start}}]}""", message.ToVerbatimTurn().ToJson());
    }

    [Fact]
    public async Task Signature_SeveralDeltas_TheLastOneStands()
    {
        Message message = await SseBody.Begin().ThinkingStart().Thinking("a").Thinking("").Thinking("b").Signature("S1").Signature("S2").BlockStop().End().ReadAsync();

        ThinkingBlock block = Assert.IsType<ThinkingBlock>(Assert.Single(message.Content));
        Assert.Equal(("ab", "S2"), (block.Thinking, block.Signature));
        Assert.Equal("""{"type":"thinking","thinking":"ab","signature":"S2"}""", block.ToJson());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[ ]")]
    [InlineData("")]
    public async Task Citations_Appended_MakeAList(string before)
    {
        const string First = """{"type":"char_location","cited_text":"x","document_index":0,"start_char_index":0,"end_char_index":1}""";
        const string Second = """{"type":"of_tomorrow", "where":[1,2]}""";
        string start = before.Length == 0 ? """{"type":"text","text":""}""" : $$"""{"type":"text","text":"","citations":{{before}}}""";
        Message message = await SseBody.Begin().BlockStart(0, start).Text("a").Citation(First).Citation(Second).Text("b").BlockStop().End().ReadAsync();

        TextBlock block = Assert.IsType<TextBlock>(Assert.Single(message.Content));
        Assert.Equal("ab", block.Text);
        Assert.Equal([First, Second], block.Citations!.Select(citation => citation.ToJson()));
        Assert.IsType<CharLocationCitation>(block.Citations![0]);
        Assert.Equal("of_tomorrow", Assert.IsType<UnknownTextCitation>(block.Citations[1]).TypeName);
        Assert.Contains($"\"citations\":[{First},{Second}]", block.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Citations_InTheBlocksStart_AreKeptInFront()
    {
        Message message = await SseBody.Begin().BlockStart(0, """{"type":"text","text":"","citations":[{"type":"a"}]}""").Citation("""{"type":"b"}""").BlockStop().End().ReadAsync();

        Assert.Equal("""{"type":"text","text":"","citations":[{"type":"a"},{"type":"b"}]}""", Assert.Single(message.Content).ToJson());
    }

    [Fact]
    public async Task Compaction_SeveralDeltas_TheLastOneStands()
    {
        Message message = await SseBody.Begin().BlockStart(0, """{"type":"compaction","content":""}""")
            .Delta(0, """{"type":"compaction_delta","content":"part1","encrypted_content":"e1"}""")
            .Delta(0, """{"type":"compaction_delta","content":"part2"}""").BlockStop()
            .BlockStart(1, """{"type":"compaction","content":""}""").Delta(1, """{"type":"compaction_delta","content":null}""").BlockStop(1).End().ReadAsync();

        Assert.Equal("""{"type":"compaction","content":"part2","encrypted_content":"e1"}""", message.Content[0].ToJson());
        Assert.Equal("""{"type":"compaction","content":null}""", message.Content[1].ToJson());
    }

    [Fact]
    public async Task MessageStart_WithContent_KeepsItInFront()
    {
        Message message = await SseBody.BeginWith("""{"id":"msg_1","content":[{"type":"text","text":"a"}],"model":"m"}""").TextStart(1).Text("b", 1).BlockStop(1).End().ReadAsync();

        Assert.Equal(["a", "b"], message.Content.Cast<TextBlock>().Select(block => block.Text));
    }

    [Fact]
    public async Task Block_IsComplete_OnlyAfterItsStop()
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Text("a").BlockStop().TextStart(1).MessageDelta().MessageStop().Open();
        List<bool[]> seen = [];
        await foreach (StreamEvent _ in stream)
        {
            List<bool> complete = [];
            foreach (BlockView block in stream.Snapshot.Content)
            {
                complete.Add(block.IsComplete);
            }

            seen.Add([.. complete]);
        }

        Assert.Equal([[], [false], [false], [true], [true, false], [true, false], [true, true]], seen);
    }
}
