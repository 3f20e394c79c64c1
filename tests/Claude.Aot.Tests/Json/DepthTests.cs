using System.Text;
using System.Text.Json;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Fuzzing;

namespace Claude.Aot.Tests.Json;

/// <summary>JSON of any depth is read or refused with the limit's name; it never overflows the stack.</summary>
public sealed class DepthTests
{
    private static readonly JsonSerializerOptions s_usual = new() { TypeInfoResolver = ClaudeJson.Resolver };
    private static readonly JsonSerializerOptions s_deep = new() { TypeInfoResolver = ClaudeJson.Resolver, MaxDepth = 300 };

    private const int Default = 64;
    private const int VeryDeep = 200_000;
    private const int SmallStack = 256 * 1024;

    // The least that a thread has by default on any platform with the platform's usual C library.
    private const int UsualStack = 1024 * 1024;

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Parse_AsDeepAsTheLimit_IsRead(string open, string close)
    {
        string json = Nest(open, close, Default);

        Assert.Equal(json, RawJson.Parse(json).ToString());
        Assert.Equal(json, RawJson.Parse(Encoding.UTF8.GetBytes(json)).ToString());
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Parse_DeeperThanTheLimit_NamesItAndWhatToDo(string open, string close)
    {
        foreach (int depth in (int[])[Default + 1, VeryDeep])
        {
            string json = Nest(open, close, depth);

            JsonException e = Assert.Throws<JsonException>(() => RawJson.Parse(json));
            Assert.Contains("deeper than 64 levels", e.Message, StringComparison.Ordinal);
            Assert.Contains("maxDepth", e.Message, StringComparison.Ordinal);
            Assert.Throws<JsonException>(() => MessageBatchRequest.Parse($$$"""{"custom_id":"a","params":{"a":{{{json}}}}}"""));
        }
    }

    [Fact]
    public void Parse_WithALimitOfItsOwn_KeepsThatOne()
    {
        string json = Nest("[", "]", 100);

        Assert.Equal(json, RawJson.Parse(json, 100).ToString());
        Assert.Contains("deeper than 99 levels", Assert.Throws<JsonException>(() => RawJson.Parse(json, 99)).Message, StringComparison.Ordinal);
        Assert.Equal(VeryDeep * 2, RawJson.Parse(Nest("[", "]", VeryDeep), VeryDeep).Utf8.Length);
        Assert.Throws<ArgumentOutOfRangeException>("maxDepth", () => RawJson.Parse("1", 0));
        Assert.Throws<ArgumentOutOfRangeException>("maxDepth", () => MessageBatchRequest.Parse("{}", 0));
    }

    [Theory]
    [InlineData("[1,")]
    [InlineData("{\"a\":1")]
    [InlineData("[[[}")]
    public void Parse_OtherMistakes_SayNothingOfDepth(string json) =>
        Assert.DoesNotContain("deeper", Assert.ThrowsAny<JsonException>(() => RawJson.Parse(json)).Message, StringComparison.Ordinal);

    /// <summary>A request whose results are nested, with the depth that the caller allows.</summary>
    [Fact]
    public void BatchRequest_OfNestedResults_IsReadAsDeepAsAllowed()
    {
        string line = LineOf(levels: 100);

        Assert.Throws<JsonException>(() => MessageBatchRequest.Parse(line));
        MessageBatchRequest request = MessageBatchRequest.Parse(line, 300);
        Assert.Equal(line, request.ToJson());
        Assert.Equal("text", Innermost(request.Params.Messages[0].Content.Blocks![0], levels: 100));
    }

    [Fact]
    public void Reader_OfTheCaller_KeepsItsOwnLimit()
    {
        byte[] json = Encoding.UTF8.GetBytes(Nest("[", "]", Default + 1));

        Assert.ThrowsAny<JsonException>(() =>
        {
            var reader = new Utf8JsonReader(json);
            RawJson.Read(ref reader);
        });
        var deeper = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Default + 1 });
        Assert.Equal(json, RawJson.Read(ref deeper).Utf8);
    }

    [Fact]
    public void Serializer_OfDeepJson_KeepsItsOwnLimit()
    {
        string json = HostileStream.Nested(levels: 100, "text");

        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<ContentBlock>(json, s_usual));
        Assert.Equal("text", Innermost(JsonSerializer.Deserialize<ContentBlock>(json, s_deep)!, levels: 100));
    }

    /// <summary>Everything that makes owned objects, with limits that the caller has raised beyond what a stack holds.</summary>
    [Fact]
    public void OwnedObjects_TooDeepForTheStack_ThrowInsteadOfEndingTheProcess() => OnStack(SmallStack, () =>
    {
        string line = LineOf(VeryDeep);
        Assert.Throws<InsufficientExecutionStackException>(() => MessageBatchRequest.Parse(line, int.MaxValue));
        Assert.Throws<InsufficientExecutionStackException>(() =>
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(HostileStream.Nested(VeryDeep, "")), new JsonReaderOptions { MaxDepth = int.MaxValue });
            ClaudeJson.Read<ContentBlock>(ref reader);
        });

        var options = new MessageStreamOptions { Limits = new StreamLimits { MaxDepth = int.MaxValue } };
        MessageStream stream = MessageStream.FromStream(new MemoryStream(StreamOf(VeryDeep).ToArray()), options);
        Task<Message> message = stream.GetFinalMessageAsync().AsTask();
        Assert.Throws<InsufficientExecutionStackException>(() => message.GetAwaiter().GetResult());
        Assert.Throws<InsufficientExecutionStackException>(() => stream.Snapshot.Content[0].ToOwned());
        Assert.EndsWith("}", stream.Snapshot.Content[0].RawJson.ToString(), StringComparison.Ordinal);
    });

    /// <summary>The default limit of a stream leaves nothing that a usual stack does not hold.</summary>
    [Fact]
    public void Message_AsDeepAsTheLimitOfAStream_IsMade() => OnStack(UsualStack, () =>
    {
        MessageStream stream = MessageStream.FromStream(new MemoryStream(StreamOf(levels: 250).ToArray()));
        Assert.Equal("text", Innermost(stream.GetFinalMessageAsync().AsTask().GetAwaiter().GetResult().Content[0], levels: 250));
    });

    private static SseBody StreamOf(int levels) => SseBody.Begin()
        .Event("content_block_start", $$$"""{"type":"content_block_start","index":0,"content_block":{{{HostileStream.Nested(levels, "text")}}}}""")
        .MessageStop();

    private static string LineOf(int levels) =>
        $$$"""{"custom_id":"a","params":{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{{{HostileStream.Nested(levels, "text")}}}]}]}}""";

    private static string Innermost(ContentBlock block, int levels)
    {
        for (int i = 0; i < levels; i++)
        {
            block = Assert.Single(Assert.IsType<ToolResultBlock>(block).Content!.Blocks!);
        }

        return Assert.IsType<TextBlock>(block).Text;
    }

    private static string Nest(string open, string close, int depth) =>
        string.Concat([.. Enumerable.Repeat(open, depth - 1), open[..1], .. Enumerable.Repeat(close, depth)]);

    private static void OnStack(int size, Action test)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    test();
                }
                catch (Exception e)
                {
                    failure = e;
                }
            },
            size);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
