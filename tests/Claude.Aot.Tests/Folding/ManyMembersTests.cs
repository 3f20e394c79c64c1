using System.Globalization;
using System.Text;
using System.Text.Json;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Folding;

/// <summary>Objects of many members, and many objects of few.</summary>
public sealed class ManyMembersTests
{
    private const int Count = 1_000;

    private readonly RetiredArrays _retired = new();
    private readonly FoldMemory _memory;

    public ManyMembersTests() => _memory = new FoldMemory(_retired);

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(65)]
    [InlineData(Count)]
    public void Object_OfManyMembers_HasEachOnceInItsOrder(int count)
    {
        var members = default(FoldedMembers);
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < count; i++)
            {
                // The second time each takes the place of the first.
                members.Add(new FoldedJson(NameOf(i)));
            }
        }

        var seen = new List<string>();
        for (FoldedMember? member = members.First; member is not null; member = member.Next)
        {
            seen.Add(Encoding.UTF8.GetString(member.Name));
            Assert.Same(member, members.Find(member.Name));
        }

        Assert.Equal(Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetString(NameOf(i))), seen);
        Assert.Null(members.Find("none"u8));
        Assert.Null(members.Find(""u8));
    }

    /// <summary>What is not in the schema is kept, however much of it there is, and however often it is said.</summary>
    [Fact]
    public async Task Message_WithManyUnknownMembers_KeepsTheLastValueOfEach()
    {
        string Members(int value) => string.Join(',', Enumerable.Range(0, Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"m{i}\":{value}")));
        await using MessageStream stream = new SseBody()
            .Event($$$"""{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1},{{{Members(1)}}}}}""")
            .Event($$$"""{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{{{{Members(2)}}}},{{{Members(3)}}}}""")
            .Event($$$"""{"type":"message_delta","delta":{"m5":4},"usage":{"m6":5}}""")
            .MessageStop()
            .Open();

        using JsonDocument message = JsonDocument.Parse((await stream.GetFinalMessageAsync()).ToJson());

        Assert.Equal(Count, message.RootElement.EnumerateObject().Count(member => member.Name[0] == 'm' && char.IsAsciiDigit(member.Name[^1])));
        for (int i = 0; i < Count; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"m{i}");
            Assert.Equal(i == 5 ? 4 : 3, message.RootElement.GetProperty(name).GetInt32());
            Assert.Equal(i == 6 ? 5 : 2, message.RootElement.GetProperty("usage").GetProperty(name).GetInt32());
        }
    }

    /// <summary>Of a name that stands twice the last one counts, whether a rule names it or not.</summary>
    [Fact]
    public async Task MessageDelta_WithDuplicates_KeepsTheLast()
    {
        await using MessageStream stream = SseBody.Begin()
            .Event("""{"type":"message_delta","delta":{"stop_reason":"max_tokens","stop_reason":"end_turn","x":1,"x":2},"usage":{"output_tokens":1},"usage":{"output_tokens":2},"y":3,"y":4}""")
            .MessageStop()
            .Open();

        Message message = await stream.GetFinalMessageAsync();

        Assert.Equal(StopReason.EndTurn, message.StopReason);
        Assert.Equal(2, message.Usage.OutputTokens);
        using JsonDocument json = JsonDocument.Parse(message.ToJson());
        Assert.Equal((2, 4), (json.RootElement.GetProperty("x").GetInt32(), json.RootElement.GetProperty("y").GetInt32()));
    }

    [Fact]
    public async Task Message_ThatStartsWithDuplicatesOfItsContent_HasItOnce()
    {
        await using MessageStream stream = new SseBody()
            .Event("""{"type":"message_start","message":{"id":"m","content":[],"model":"m","content":[],"usage":{},"content":[]}}""")
            .TextStart().Text("Hello").BlockStop()
            .MessageStop()
            .Open();

        Message message = await stream.GetFinalMessageAsync();

        Assert.Equal("""{"id":"m","content":[{"type":"text","text":"Hello"}],"model":"m","usage":{}}""", message.ToJson());
    }

    /// <summary>A member takes the memory of its bytes, and not that of a buffer.</summary>
    [Fact]
    public void Members_Small_TakeWhatTheirBytesNeed()
    {
        var folded = new FoldedObject(_memory);
        for (int i = 0; i < Count; i++)
        {
            folded.Set(NameOf(i), "1234"u8);
        }

        Assert.True(RoomOf(folded) <= 4 * 4 * Count, $"{Count} members of 4 bytes took {RoomOf(folded)}.");
        _memory.Return();
    }

    [Fact]
    public void Texts_Small_TakeLittleMoreThanTheirBytes()
    {
        var folded = new FoldedObject(_memory);
        for (int i = 0; i < Count; i++)
        {
            folded.Text(NameOf(i)).Append("1234"u8, escaped: false);
        }

        Assert.True(RoomOf(folded) <= 4 * 16 * Count, $"{Count} texts of 4 bytes took {RoomOf(folded)}.");
        _memory.Return();
    }

    private static byte[] NameOf(int i) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"name{i}"));

    private static int RoomOf(FoldedObject folded)
    {
        HashSet<byte[]> arrays = [];
        for (int i = 0; i < Count; i++)
        {
            arrays.Add(((FoldedBytes)folded.Find(NameOf(i))!).Slice.Array!);
        }

        return arrays.Sum(array => array.Length);
    }
}
