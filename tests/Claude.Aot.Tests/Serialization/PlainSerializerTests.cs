using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Claude.Aot.Tests.Json;
using Claude.Aot.Tests.Schema;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Serialization;

/// <summary>The source-generated metadata of an app that stores its conversations.</summary>
[JsonSerializable(typeof(List<InputMessage>))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(List<ContentBlock>))]
[JsonSerializable(typeof(MessageRequest))]
[JsonSerializable(typeof(Stored))]
internal sealed partial class HistoryContext : JsonSerializerContext;

/// <summary>A type of an app that has members of the types of each kind.</summary>
public sealed class Stored
{
    public BlockContent? Content { get; set; }

    public Role Role { get; set; }

    public StopReason? Reason { get; set; }

    public RawJson Raw { get; set; }

    public ToolInput? Input { get; set; }

    public TextBlock? Text { get; set; }
}

/// <summary>
/// The platform's serializer writes owned types as the library sends them and reads them back: with default options, with a context of the app, and with this
/// library's resolver at any place.
/// </summary>
public sealed class PlainSerializerTests
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private static readonly Dictionary<string, JsonSerializerOptions> s_options = new()
    {
        ["default"] = JsonSerializerOptions.Default,
        ["web"] = new JsonSerializerOptions(JsonSerializerDefaults.Web),
        ["context"] = new JsonSerializerOptions { TypeInfoResolver = HistoryContext.Default },
        ["resolver first"] = new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine(ClaudeJson.Resolver, HistoryContext.Default) },
        ["resolver last"] = new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine(HistoryContext.Default, ClaudeJson.Resolver) },
        ["resolver before reflection"] = new JsonSerializerOptions { TypeInfoResolverChain = { ClaudeJson.Resolver, new DefaultJsonTypeInfoResolver() } },
        ["resolver behind reflection"] = new JsonSerializerOptions { TypeInfoResolverChain = { new DefaultJsonTypeInfoResolver(), ClaudeJson.Resolver } },
    };

    public static TheoryData<string> Options => [.. s_options.Keys];

    public static TheoryData<string> Types => [.. SampleFactory.Types.Concat(SampleFactory.KindUnions).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Options))]
    public void Message_OfEveryExpectedOne_IsWrittenAndReadByteForByte(string options)
    {
        int messages = 0;
        foreach (string name in TestCorpus.Names)
        {
            if (TestCorpus.Folder.Recorded(name).Expected.Message is not { } expected)
            {
                continue;
            }

            messages++;
            string json = expected.GetRawText();
            Message message = JsonSerializer.Deserialize<Message>(json, s_options[options])!;

            Assert.Equal(json, message.ToJson());
            Assert.Equal(json, JsonSerializer.Serialize(message, s_options[options]));
            AssertRoundTrip(["Hi", message.ToVerbatimTurn()], options);
            string blocks = JsonSerializer.Serialize(message.Content.ToList(), s_options[options]);
            Assert.Equal($"[{string.Join(',', message.Content.Select(block => block.ToJson()))}]", blocks);
        }

        Assert.InRange(messages, 300, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public async Task Conversation_OfEveryKindOfTurn_IsAsItIsSent(string options)
    {
        Message message = await SseBody.OfText("Hello <b>\u00E9+\uD83D\uDE00").ReadAsync();

        AssertRoundTrip(
            [
                "Hi <b>\u00E9+'\uD83D\uDE00 & \\ \"",
                message,
                new InputMessage(Role.User, (ContentBlock[])
                [
                    new TextBlock("a\u00E9") { Extra = [new("x", RawJson.Parse("[1, 2]"))] },
                    new UnknownContentBlock(RawJson.Parse("""{ "type" : "of_tomorrow" }""")),
                ]),
                new InputMessage(Role.Assistant, (ContentBlock[])[new ToolUseBlock { Id = "t", Name = "n", Input = ToolInput.Parse("""{"a": 1}"""u8) }]),
            ],
            options);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void TypeOfAnApp_WithOwnedMembers_IsWrittenAndRead(string options)
    {
        var stored = new Stored
        {
            Content = [new TextBlock("\u00E9")],
            Role = Role.Assistant,
            Reason = StopReason.EndTurn,
            Raw = RawJson.Parse("[1.0, 2]"),
            Input = ToolInput.Parse("""{"a": 1}"""u8),
            Text = new TextBlock("t"),
        };

        string json = JsonSerializer.Serialize(stored, s_options[options]);
        Stored again = JsonSerializer.Deserialize<Stored>(json, s_options[options])!;

        Assert.Contains("""[{"type":"text","text":"é"}]""", json, StringComparison.Ordinal);
        Assert.Contains("[1.0, 2]", json, StringComparison.Ordinal);
        Assert.Contains("""{"a": 1}""", json, StringComparison.Ordinal);
        Assert.Equal(json, JsonSerializer.Serialize(again, s_options[options]));
        Assert.Equal((stored.Role, stored.Reason, stored.Raw, "t"), (again.Role, again.Reason, again.Raw, again.Text!.Text));
        Assert.Equal("""{"a": 1}""", again.Input!.ToString());

        string nothing = JsonSerializer.Serialize(new Stored(), s_options[options]);
        Stored empty = JsonSerializer.Deserialize<Stored>(nothing, s_options[options])!;
        Assert.Equal(nothing, JsonSerializer.Serialize(empty, s_options[options]));
        Assert.True(empty is { Content: null, Reason: null, Input: null, Text: null, Raw.IsNull: true });
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryOwnedType_WithDefaultOptions_IsWrittenAsItIsSent(string name)
    {
        Type type = SchemaSamples.TypeOf(name);
        foreach (object made in SampleFactory.AllOf(type))
        {
            string json = JsonSerializer.Serialize(made, type);

            Assert.Equal(made is WireObject sent ? sent.ToJson() : Written(made), json);
            Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type), type));
            Assert.Equal(json, JsonSerializer.Serialize(made));
        }
    }

    [Fact]
    public async Task Message_ThatWasStored_GivesTheSameTurn()
    {
        foreach (string name in TestCorpus.Core.Intersect(TestCorpus.Whole))
        {
            await using MessageStream stream = MessageStream.FromStream(new MemoryStream(TestCorpus.Read(name)));
            Message message = await stream.GetFinalMessageAsync();

            Message again = JsonSerializer.Deserialize<Message>(JsonSerializer.Serialize(message))!;

            Assert.Equal(message.ToTurn().ToJson(), again.ToTurn().ToJson());
            Assert.Equal(message.ToTurn().Changes.Select(change => change.Kind), again.ToTurn().Changes.Select(change => change.Kind));
        }
    }

    [Fact]
    public void Indentation_DoesNotChangeAnOwnedType()
    {
        InputMessage turn = "Hi";

        Assert.Equal(turn.ToJson(), JsonSerializer.Serialize(turn, s_indented));
    }

    [Fact]
    public async Task Conversation_ToAndFromAStream_IsTheSame()
    {
        List<InputMessage> history = [new string('\u00E9', 100_000), "b"];
        using var stream = new MemoryStream();

        await JsonSerializer.SerializeAsync(stream, history);
        Assert.Equal(Sent(history), Encoding.UTF8.GetString(stream.ToArray()));
        stream.Position = 0;
        List<InputMessage>? again = await JsonSerializer.DeserializeAsync<List<InputMessage>>(stream);

        Assert.Equal(Sent(history), Sent(again!));
    }

    [Fact]
    public void BrokenJson_ThrowsTheSerializersException()
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<List<InputMessage>>("""[{"role":"user","content":"""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Message>("{} {}"));
        Assert.Null(JsonSerializer.Deserialize<Message>("null"));
    }

    private static void AssertRoundTrip(List<InputMessage> history, string options)
    {
        Assert.Equal(Sent(history), JsonSerializer.Serialize(history, s_options[options]));
        List<InputMessage> again = JsonSerializer.Deserialize<List<InputMessage>>(Sent(history), s_options[options])!;
        Assert.Equal(Sent(history), Sent(again));
        Assert.Equal(history.Select(turn => (turn.Role, turn.Content.Count)), again.Select(turn => (turn.Role, turn.Content.Count)));
        var request = new MessageRequest { Model = "m", MaxTokens = 1, Messages = history };
        Assert.Equal(request.ToJson(), JsonSerializer.Serialize(request, s_options[options]));
    }

    private static string Sent(List<InputMessage> history) => $"[{string.Join(',', history.Select(turn => turn.ToJson()))}]";

    private static string Written(object made)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            ((IWireValue)made).Write(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
