using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Claude.Aot.Tests.Schema;

namespace Claude.Aot.Tests.Json;

/// <summary>Every class of the owned model writes every member, and reads it back.</summary>
public sealed class RoundTripTests
{
    private delegate object Reader(ref Utf8JsonReader reader);

    public static TheoryData<string> Names => [.. SampleFactory.Types.Concat(SampleFactory.KindUnions).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Object_WithEveryMember_IsReadAsItWasWritten(string name)
    {
        Type type = SchemaSamples.TypeOf(name);
        foreach (object made in SampleFactory.AllOf(type))
        {
            byte[] json = Write(made);

            object read = Read(type, json);

            Assert.Equal(Encoding.UTF8.GetString(json), Encoding.UTF8.GetString(Write(read)));
            AssertSame(made, read, name);
        }
    }

    [Fact]
    public void Object_ReadAmongOthers_LeavesTheReaderAtItsEnd()
    {
        var reader = new Utf8JsonReader("""[{"type":"text","text":"a"},{"type":"text","text":"b"}]"""u8);
        Assert.True(reader.Read() && reader.Read());
        ContentBlock first = ClaudeJson.Read<ContentBlock>(ref reader);
        Assert.Equal(JsonTokenType.EndObject, reader.TokenType);
        Assert.True(reader.Read());
        ContentBlock second = ClaudeJson.Read<ContentBlock>(ref reader);

        Assert.Equal(("a", "b"), (((TextBlock)first).Text, ((TextBlock)second).Text));
    }

    [Fact]
    public void Object_ReadFromSegments_IsWhole()
    {
        byte[] json = """{"type":"text","text":"a\u00e9b"}"""u8.ToArray();
        var reader = new Utf8JsonReader(Segments.Of(json, 3));

        Assert.Equal("a\u00E9b", Assert.IsType<TextBlock>(ClaudeJson.Read<ContentBlock>(ref reader)).Text);
    }

    [Fact]
    public void Object_MembersThatAreNotSet_AreLeftOut()
    {
        var request = new MessageRequest { Model = "m", MaxTokens = 1, Messages = ["Hi"] };

        Assert.Equal("""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"Hi"}]}""", request.ToJson());
    }

    [Fact]
    public void Object_Extra_IsWrittenBehindItsMembers()
    {
        var block = new TextBlock("a") { Extra = [new("x", RawJson.Parse("[1, 2]")), new("y\u00E9", RawJson.Parse("null"))] };

        Assert.Equal("""{"type":"text","text":"a","x":[1, 2],"yé":null}""", block.ToJson());
    }

    [Fact]
    public void Object_NullsAndAbsentMembers_AreToldApartByItsJson()
    {
        var reader = new Utf8JsonReader("""{"id":"m","stop_reason":null,"content":[]}"""u8);
        Message message = ClaudeJson.Read<Message>(ref reader);

        Assert.Equal(StopReasonKind.None, message.StopReason.Kind);
        Assert.Null(message.StopSequence);
        Assert.True(message.RawJson.TryGetProperty("stop_reason"u8, out RawJson reason) && reason.IsNull);
        Assert.False(message.RawJson.TryGetProperty("stop_sequence"u8, out _));
        Assert.Equal("""{"id":"m","stop_reason":null,"content":[]}""", message.ToJson());
    }

    private static void AssertSame(object made, object read, string what)
    {
        Assert.Equal(made.GetType(), read.GetType());
        if (made is WireObject or WireRecord)
        {
            Assert.True(SampleFactory.ExtraOf(read).Count == 0, $"{what}: {string.Join(", ", SampleFactory.ExtraOf(read))} was not read.");
            foreach (PropertyInfo member in SampleFactory.MembersOf(made.GetType()))
            {
                AssertSameValue(member.GetValue(made), member.GetValue(read), $"{what}.{member.Name}");
            }
        }
    }

    private static void AssertSameValue(object? made, object? read, string what)
    {
        switch (made)
        {
            case null:
                Assert.True(read is null, $"{what} came from nowhere.");
                break;
            case WireObject or WireRecord:
                Assert.True(read is not null, $"{what} is missing.");
                AssertSame(made, read, what);
                break;
            case ToolInput input:
                Assert.Equal(input.ToString(), Assert.IsType<ToolInput>(read).ToString());
                break;
            case IList list:
                var other = Assert.IsAssignableFrom<IList>(read);
                Assert.Equal(list.Count, other.Count);
                for (int i = 0; i < list.Count; i++)
                {
                    AssertSameValue(list[i], other[i], $"{what}[{i}]");
                }

                break;
            case ValueType or string:
                Assert.True(made.Equals(read), $"{what}: expected {made}, got {read}.");
                break;
            default:
                Assert.Equal(Write(made), Write(read!));
                break;
        }
    }

    private static byte[] Write(object value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            ((IWireValue)value).Write(writer);
        }

        return buffer.ToArray();
    }

    private static object Read(Type type, byte[] json)
    {
        MethodInfo method = typeof(ClaudeJson).GetMethod(nameof(ClaudeJson.Read))!.MakeGenericMethod(type);
        var reader = new Utf8JsonReader(json);
        return method.CreateDelegate<Reader>()(ref reader);
    }
}
