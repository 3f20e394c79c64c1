using System.Text;
using System.Text.Json;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

/// <summary>What a template takes is what a JSON parser sees; whatever else it leaves alone.</summary>
public sealed class EventTemplateTests
{
    private const int Seed = 20261123;
    private const int Rounds = 60_000;

    private static readonly string[] s_hot =
    [
        """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
        """{"type":"content_block_start","index":12,"content_block":{"type":"tool_use","id":"toolu_1","name":"f","input":{"a":[1,{"b":null}]}}      }""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a\n\u00e9 é"}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"thinking_delta","thinking":""}   }""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"a\": tru"}}""",
        """{"type":"content_block_delta","index":3,"delta":{"type":"signature_delta","signature":"EqQBCgIYAg=="}}""",
        """{"type":"content_block_delta","index":4,"delta":{"type":"citations_delta","citation":{"type":"char_location","cited_text":"x","document_index":0}}}""",
        """{"type":"content_block_stop","index":0          }""",
        """{"type": "ping"}""",
        """{"type":"ping"}""",
    ];

    private static readonly string[] s_insertions = ["\"", "\\", "{", "}", "[", ",", ":", " ", "\n", "0", "1", "-", "e", "u", "é", "\"type\":", ",\"index\":7", "null", "\"a\":1,", "\0"];

    public static TheoryData<string> Hot => [.. s_hot];

    [Theory]
    [MemberData(nameof(Hot))]
    public void Template_HotEvent_IsRead(string json)
    {
        Assert.True(TryRead(json, out Reading reading));
        Assert.Equal(Expect(json), reading);
    }

    [Theory]
    [InlineData("""{"index":0,"type":"content_block_stop"}""")]
    [InlineData("""{"type":"content_block_stop","index":00}""")]
    [InlineData("""{"type":"content_block_stop","index":-1}""")]
    [InlineData("""{"type":"content_block_stop","index":0} """)]
    [InlineData("""{"type":"content_block_stop","index":0,"more":1}""")]
    [InlineData("""{"type":"content_block_stop","index":}""")]
    [InlineData("""{"type":"content_block_start","index":0,"content_block":null}""")]
    [InlineData("""{"type":"content_block_start","index":0,"content_block":{"text":""}}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a","more":1}}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":null}}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a\x"}}""")]
    public void Template_OtherForm_IsLeftAlone(string json) => Assert.False(TryRead(json, out _));

    [Fact]
    public void Template_ValueThatIsDeeperThanAllowed_IsLeftAlone()
    {
        string json = $$$"""{"type":"content_block_start","index":0,"content_block":{"type":"a","b":{{{new string('[', 8)}}}{{{new string(']', 8)}}}}}""";

        Assert.False(TryRead(json, out _, maxDepth: 8));
        Assert.True(TryRead(json, out _, maxDepth: 16));
    }

    [Fact]
    public void Template_MutatedEvent_IsReadAsAParserReadsItOrNotAtAll()
    {
        var random = new Random(Seed);
        int read = 0;
        for (int round = 0; round < Rounds; round++)
        {
            string json = Mutate(s_hot[round % s_hot.Length], random);
            if (TryRead(json, out Reading reading))
            {
                Assert.Equal(Expect(json), reading);
                read++;
            }
        }

        Assert.InRange(read, Rounds / 20, Rounds - (Rounds / 20));
    }

    [Fact]
    public void Template_RecordedStreams_HaveNineOfTenOfTheirEvents()
    {
        int read = 0, all = 0;
        foreach (string name in TestCorpus.Core)
        {
            foreach (string data in ReferenceFold.SplitEvents(Encoding.UTF8.GetString(TestCorpus.Read(name)), adoptLast: false))
            {
                all++;
                read += TryRead(data, out _) ? 1 : 0;
            }
        }

        Assert.True(read > all * 9 / 10, $"Of {all} events only {read} were read by a template.");
    }

    private static bool TryRead(string text, out Reading reading, int maxDepth = 64)
    {
        byte[] json = Encoding.UTF8.GetBytes(text);
        var reader = new EventTemplateReader(json, maxDepth);
        bool isRead = EventTemplates.TryRead(ref reader);
        reading = isRead
            ? new Reading(
                reader.Type,
                Encoding.UTF8.GetString(json, reader.Name.Start, reader.Name.Length),
                reader.Index,
                Encoding.UTF8.GetString(json, reader.Body.Start, reader.Body.Length),
                reader.BlockType,
                reader.DeltaType,
                reader.Member.Kind == JsonTokenType.None ? "" : Encoding.UTF8.GetString(json, reader.Body.Start + reader.Member.Start, reader.Member.Length))
            : default;
        return isRead;
    }

    private static Reading Expect(string text)
    {
        using var json = JsonDocument.Parse(text);
        string type = json.RootElement.GetProperty("type").GetString()!;
        var kind = StreamEventTypes.Parse(Encoding.UTF8.GetBytes(type));
        JsonElement body = kind switch
        {
            StreamEventType.ContentBlockStart => json.RootElement.GetProperty("content_block"),
            StreamEventType.ContentBlockDelta => json.RootElement.GetProperty("delta"),
            _ => default,
        };
        byte[] bodyType = body.ValueKind == JsonValueKind.Undefined ? [] : Encoding.UTF8.GetBytes(body.GetProperty("type").GetString()!);
        bool isDelta = kind == StreamEventType.ContentBlockDelta;
        return new Reading(
            kind,
            type,
            json.RootElement.TryGetProperty("index", out JsonElement index) ? index.GetInt32() : -1,
            bodyType.Length == 0 ? "" : body.GetRawText(),
            kind == StreamEventType.ContentBlockStart ? ContentBlockTypes.Parse(bodyType) : default,
            isDelta ? DeltaTypes.Parse(bodyType) : default,
            isDelta ? body.EnumerateObject().Last().Value.GetRawText() : "");
    }

    private static string Mutate(string json, Random random)
    {
        int at = random.Next(json.Length + 1);
        int length = random.Next(Math.Min(4, json.Length - at + 1));
        return random.Next(4) switch
        {
            0 => json.Remove(at, length),
            1 => json.Insert(at, s_insertions[random.Next(s_insertions.Length)]),
            2 => json.Remove(at, length).Insert(at, s_insertions[random.Next(s_insertions.Length)]),
            _ => json.Insert(random.Next(json.Length + 1), json.Substring(at, length)),
        };
    }

    private readonly record struct Reading(
        StreamEventType Type, string Name, int Index, string Body, ContentBlockType BlockType, DeltaType DeltaType, string Value);
}
