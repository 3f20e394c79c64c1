using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Claude.Aot.Tests.Schema;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Json;

/// <summary>The owned model works with the platform's serializer where reflection is off.</summary>
public sealed class SerializerTests
{
    private static readonly JsonSerializerOptions s_options = new() { TypeInfoResolver = ClaudeJson.Resolver };

    public static TheoryData<string> Names => [.. SampleFactory.Types.Select(type => type.Name)];

    [Fact]
    public async Task Serializer_RecordedMessages_AreWrittenAndRead()
    {
        foreach (string name in TestCorpus.Core.Intersect(TestCorpus.Whole))
        {
            CorpusCase recorded = TestCorpus.Folder.Recorded(name);
            await using MessageStream stream = MessageStream.FromStream(new MemoryStream(recorded.Body));
            Message message = await stream.GetFinalMessageAsync();

            string json = JsonSerializer.Serialize(message, s_options);
            Message again = JsonSerializer.Deserialize<Message>(json, s_options)!;

            Check.JsonEqual(recorded.Expected.Message!.Value, json, name);
            Assert.Equal(message.ToJson(), again.ToJson());
            Assert.Equal(message.Content.Select(block => block.Type), again.Content.Select(block => block.Type));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Serializer_EveryOwnedType_IsKnown(string name)
    {
        Type type = SchemaSamples.TypeOf(name);
        foreach (object made in SampleFactory.AllOf(type))
        {
            string json = JsonSerializer.Serialize(made, type, s_options);
            using JsonDocument expected = JsonDocument.Parse(SampleFactory.JsonOf(made));
            Check.JsonEqual(expected.RootElement, json, name);
            Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type, s_options), type, s_options));
        }
    }

    [Fact]
    public void Serializer_Union_WritesAndReadsItsVariants()
    {
        ContentBlock block = JsonSerializer.Deserialize<ContentBlock>("""{"type":"text","text":"a"}""", s_options)!;
        ContentBlock unknown = JsonSerializer.Deserialize<ContentBlock>("""{"type":"of_tomorrow","n":1}""", s_options)!;

        Assert.Equal("a", Assert.IsType<TextBlock>(block).Text);
        Assert.Equal("of_tomorrow", Assert.IsType<UnknownContentBlock>(unknown).TypeName);
        Assert.Equal("""{"type":"of_tomorrow","n":1}""", JsonSerializer.Serialize(unknown, s_options));
        Assert.Null(JsonSerializer.Deserialize<ContentBlock>("null", s_options));
    }

    [Fact]
    public void Serializer_OtherTypes_AreNotFoundByReflection() =>
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new Conversation(), s_options));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Serializer_TypesOfAnApp_HoldOwnedTypes(bool isChain)
    {
        JsonSerializerOptions options = isChain
            ? new JsonSerializerOptions { TypeInfoResolverChain = { ClaudeJson.Resolver, ConversationContext.Default } }
            : new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine(ClaudeJson.Resolver, ConversationContext.Default) };
        Message message = await SseBody.OfText("Hello").ReadAsync();
        var conversation = new Conversation { Title = "t", Turns = ["Hi", message], Last = message, Reason = StopReason.EndTurn, Block = message.Content[0] };

        string json = JsonSerializer.Serialize(conversation, options);
        Conversation again = JsonSerializer.Deserialize<Conversation>(json, options)!;

        Assert.Equal(
            $$$"""{"Title":"t","Turns":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"text","text":"Hello"}]}],"Last":{{{message.ToJson()}}},"Reason":"end_turn","Block":{"type":"text","text":"Hello"}}""",
            json);
        Assert.Equal(json, JsonSerializer.Serialize(again, options));
        Assert.Equal(StopReason.EndTurn, again.Reason);
        Assert.IsType<TextBlock>(again.Block);
    }

    [Fact]
    public void Serializer_BrokenJson_ThrowsItsOwnException()
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Message>("""{"id":""", s_options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Message>("{} {}", s_options));
    }
}
