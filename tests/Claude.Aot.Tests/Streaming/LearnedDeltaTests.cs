using System.Text;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

/// <summary>The learned shape of a delta and the general reader agree on every input.</summary>
public sealed class LearnedDeltaTests
{
    private const int Seed = 20261123;
    private const int Rounds = 4_000;

    private static readonly byte[] s_interesting = [.. "\"\"\\\\{}[],: \n\n\r\tu0dD9e1naZ"u8, 0, 0x1F, 0x7F, 0x80, 0xC3, 0xA9, 0xED, 0xF0, 0xFF];

    [Fact]
    public async Task Stream_RecordedBodies_ReadTheSameWithoutLearning()
    {
        int learned = 0;
        foreach (string name in TestCorpus.Names)
        {
            byte[] body = TestCorpus.Read(name);
            foreach (int size in (int[])[int.MaxValue, 1400])
            {
                StreamTrace usual = await StreamTrace.ReadAsync(body, size);
                StreamTrace general = await StreamTrace.ReadAsync(body, size, isGeneral: true);

                Assert.Null(StreamTrace.FindDifference(general, usual));
                Assert.Equal(0, general.Learned);
                learned += usual.Learned;
            }
        }

        Assert.True(learned > 10_000, $"Only {learned} events were read by a learned shape.");
    }

    [Fact]
    public async Task Stream_SpaceInFrontOfEveryInnerBrace_ShowsTheSame()
    {
        foreach (string name in TestCorpus.Core)
        {
            byte[] body = TestCorpus.Read(name);
            byte[] spaced = Encoding.UTF8.GetBytes(SpaceOut(Encoding.UTF8.GetString(body)));

            StreamTrace usual = await StreamTrace.ReadAsync(body);
            StreamTrace general = await StreamTrace.ReadAsync(spaced);

            Assert.Equal(0, general.Learned);
            Assert.Equal(general.Events, usual.Events);
            Assert.Equal(general.Outcome, usual.Outcome);
            Assert.Equal(general.Diagnostics, usual.Diagnostics);
        }
    }

    [Theory]
    [InlineData("text", "text_delta", "text")]
    [InlineData("thinking", "thinking_delta", "thinking")]
    [InlineData("tool_use", "input_json_delta", "partial_json")]
    public async Task Stream_DeltasOfOneShape_AreLearned(string block, string type, string member)
    {
        SseBody body = SseBody.Begin().BlockStart(0, $$$"""{"type":"{{{block}}}","input":{}}""");
        foreach (string text in (string[])["a", "", "b\\n", "\\ud83d", "\\ude00", "é", "c"])
        {
            body.Delta(0, $$"""{"type":"{{type}}","{{member}}":"{{text}}"}""");
        }

        StreamTrace trace = await StreamTrace.ReadAsync(body.BlockStop().End().ToArray());

        Assert.Equal(6, trace.Learned);
        Assert.Contains("<😀>", trace.Events[6], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_DeltaOfTheLearnedShapeAfterTheMessage_IsNotRead()
    {
        StreamTrace trace = await StreamTrace.ReadAsync(SseBody.Begin().TextStart().Text("a").Text("b").MessageStop().Text("late").Text("later").ToArray());

        Assert.Equal(5, trace.Events.Count);
        Assert.DoesNotContain("late", trace.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_MutatedDeltas_ReadTheSameWithoutLearning()
    {
        var random = new Random(Seed);
        byte[][] bodies = [PlainDeltas(), PaddedDeltas(), MixedDeltas()];
        int learned = 0, failures = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] body = Mutate(bodies[round % bodies.Length], random);
            StreamTrace usual = await StreamTrace.ReadAsync(body);
            StreamTrace general = await StreamTrace.ReadAsync(body, isGeneral: true);

            Assert.True(StreamTrace.FindDifference(general, usual) is null, $"round {round}: {StreamTrace.FindDifference(general, usual)} in {Escape(body)}");
            learned += usual.Learned;
            failures += usual.Outcome.StartsWith("Claude", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(learned > Rounds, $"Only {learned} events were read by a learned shape.");
        Assert.InRange(failures, Rounds / 20, Rounds - (Rounds / 20));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Stream_AtTheLimitOfTheMessage_IsRefusedAtTheSameEventWithoutLearning(int more)
    {
        byte[] body = PlainDeltas();
        long size = ReferenceFold.SplitEvents(Encoding.UTF8.GetString(body), adoptLast: false).Sum(data => (long)Encoding.UTF8.GetByteCount(data));
        var options = new MessageStreamOptions { Limits = new StreamLimits { MaxMessageBytes = size + more } };
        await using MessageStream stream = MessageStream.FromStream(new MemoryStream(body), options);

        Exception? failure = await Record.ExceptionAsync(() => stream.GetFinalMessageAsync().AsTask());

        Assert.Equal(more < 0, failure is ClaudeTransportException { Kind: ClaudeTransportErrorKind.LimitExceeded });
    }

    private static byte[] PlainDeltas()
    {
        SseBody body = SseBody.Begin().TextStart();
        foreach (string text in (string[])["Hello", ", ", "wor", "ld", "", "! ", "\"quoted\"", " é ☀ 😀", "tail"])
        {
            body.Text(text);
        }

        return body.BlockStop().End().ToArray();
    }

    private static byte[] PaddedDeltas()
    {
        SseBody body = SseBody.Begin().ThinkingStart();
        for (int i = 0; i < 10; i++)
        {
            body.Event($$$"""{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"step {{{i}}}\u00e9"}{{{new string(' ', i)}}}}""");
        }

        return body.Signature("sig").BlockStop().End().ToArray();
    }

    private static byte[] MixedDeltas()
    {
        SseBody body = SseBody.Begin().TextStart().ToolStart(1);
        for (int i = 0; i < 4; i++)
        {
            body.Text("ab").Text("cd").Input(i == 0 ? "" : ",1", 1).Input("2", 1);
        }

        return body.TextJson("\"\\ud83d\"").TextJson("\"\\ude00\"").BlockStop().BlockStop(1).End().ToArray();
    }

    private static byte[] Mutate(byte[] body, Random random)
    {
        List<byte> mutated = [.. body];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(mutated.Count);
            switch (random.Next(5))
            {
                case 0:
                    mutated.RemoveAt(at);
                    break;
                case 1:
                    mutated.Insert(at, s_interesting[random.Next(s_interesting.Length)]);
                    break;
                case 2:
                    int length = Math.Min(random.Next(1, 200), mutated.Count - at);
                    mutated.InsertRange(random.Next(mutated.Count), mutated.GetRange(at, length));
                    break;
                default:
                    mutated[at] = s_interesting[random.Next(s_interesting.Length)];
                    break;
            }
        }

        return [.. mutated];
    }

    private static string SpaceOut(string body) => string.Join('\n', body.Split('\n').Select(static line =>
    {
        int last = line.LastIndexOf('}');
        int inner = last < 0 ? -1 : line.LastIndexOf('}', last - 1);
        return line.Contains("content_block_delta", StringComparison.Ordinal) && inner > 0 ? line.Insert(inner, " ") : line;
    }));

    private static string Escape(byte[] bytes) => string.Concat(bytes.Select(static b => b is >= 0x20 and < 0x7F ? $"{(char)b}" : $"\\x{b:x2}"));
}
