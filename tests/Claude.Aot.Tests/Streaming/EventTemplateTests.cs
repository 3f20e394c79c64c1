using System.Text;
using System.Text.Json;
using Claude.Aot.Tests.Shared;
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
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"stop_reason":null,"usage":{"input_tokens":3}}}""",
        """{"type":"message_start","message":{}   }""",
        """{"type":"message_stop"    }""",
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
    [InlineData("""{"type":"content_block_start","index":0,"content_block":{"type":"text","\u0074ype":"tool_use"}}""")]
    [InlineData("""{"type":"content_block_start","index":0,"content_block":{"type":"text","\uDE00":1}}""")]
    [InlineData("""{"type":"message_start","message":[]}""")]
    [InlineData("""{"type":"message_start","message":null}""")]
    [InlineData("""{"type":"message_start","message":{"id":1e3}}""")]
    [InlineData("""{"type":"message_start","message":{},"message":{}}""")]
    [InlineData("""{"type":"message_stop","message":{}}""")]
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

    /// <summary>With its framing, an event is read as its data is, where its own line names it as the data does.</summary>
    [Fact]
    public void Template_FramedEvent_IsReadAsItsData()
    {
        string[] names = ["content_block_start", "content_block_delta", "content_block_stop", "message_start", "message_stop", "ping"];
        var random = new Random(Seed);
        int read = 0;
        for (int round = 0; round < Rounds / 4; round++)
        {
            // A line break would end the line of data.
            string json = Mutate(s_hot[round % s_hot.Length], random).ReplaceLineEndings("");
            string name = names[random.Next(names.Length)];
            bool isRead = TryRead(json, out Reading reading) && reading.Name == name;
            string framed = $"event: {name}\ndata: {json}\n\n";

            Assert.Equal(isRead, TryRead(framed, out Reading framedReading, isFramed: true));
            Assert.Equal(isRead ? reading with { Length = Encoding.UTF8.GetByteCount(framed) } : default, framedReading);
            Assert.False(TryRead(framed[..^1], out _, isFramed: true));
            Assert.Equal(isRead, TryRead(framed + "event: ping", out _, isFramed: true));
            read += isRead ? 1 : 0;
        }

        Assert.InRange(read, Rounds / 100, Rounds / 4);
    }

    [Theory]
    [InlineData("event: ping\r\ndata: {\"type\":\"ping\"}\r\n\r\n")]
    [InlineData("event: ping\ndata: {\"type\":\"ping\"}\ndata: \n\n")]
    [InlineData("event:ping\ndata: {\"type\":\"ping\"}\n\n")]
    [InlineData("event: ping\nid: 1\ndata: {\"type\":\"ping\"}\n\n")]
    [InlineData("data: {\"type\":\"ping\"}\n\n")]
    [InlineData("event: error\ndata: {\"type\":\"ping\"}\n\n")]
    [InlineData(": x\nevent: ping\ndata: {\"type\":\"ping\"}\n\n")]
    public void Template_OtherFraming_IsLeftAlone(string framed) => Assert.False(TryRead(framed, out _, isFramed: true));

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

    private static bool TryRead(string text, out Reading reading, int maxDepth = 64, bool isFramed = false)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var reader = new EventTemplateReader(bytes, maxDepth, isFramed);
        bool isRead = reader.TryBegin() && EventTemplates.TryRead(ref reader);
        reading = isRead
            ? new Reading(
                reader.Type,
                Text(reader.Name),
                reader.Index,
                Text(reader.Body),
                reader.BlockType,
                reader.DeltaType,
                reader.Member.Kind == JsonValueKind.Undefined ? "" : Text(new ByteRange(reader.Body.Start + reader.Member.Start, reader.Member.Length)),
                Text(reader.Json),
                reader.Length)
            : default;
        return isRead;

        string Text(ByteRange range) => Encoding.UTF8.GetString(bytes, range.Start, range.Length);
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
            StreamEventType.MessageStart => json.RootElement.GetProperty("message"),
            _ => default,
        };
        bool isDelta = kind == StreamEventType.ContentBlockDelta;
        byte[] bodyType = isDelta || kind == StreamEventType.ContentBlockStart ? Encoding.UTF8.GetBytes(body.GetProperty("type").GetString()!) : [];
        return new Reading(
            kind,
            type,
            json.RootElement.TryGetProperty("index", out JsonElement index) ? index.GetInt32() : -1,
            body.ValueKind == JsonValueKind.Undefined ? "" : body.GetRawText(),
            kind == StreamEventType.ContentBlockStart ? ContentBlockTypes.Parse(bodyType) : default,
            isDelta ? DeltaTypes.Parse(bodyType) : default,
            isDelta ? body.EnumerateObject().Last().Value.GetRawText() : "",
            text,
            Encoding.UTF8.GetByteCount(text));
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
        StreamEventType Type, string Name, int Index, string Body, ContentBlockType BlockType, DeltaType DeltaType, string Value, string Json, int Length);
}
