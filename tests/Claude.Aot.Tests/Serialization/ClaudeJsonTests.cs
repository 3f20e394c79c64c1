using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Serialization;

/// <summary><see cref="ClaudeJson"/> reads and writes every kind of type, and nothing else in the public API does.</summary>
public sealed class ClaudeJsonTests
{
    private const string Block = """{"type":"text","text":"a\u00e9","new":[1, 2]}""";

    [Fact]
    public void Parse_OfAUnion_GivesTheVariant()
    {
        Assert.Equal("a\u00E9", Assert.IsType<TextBlock>(ClaudeJson.Parse<ContentBlock>(Block)).Text);
        Assert.Equal("a\u00E9", ClaudeJson.Parse<TextBlock>(Encoding.UTF8.GetBytes(Block)).Text);
    }

    [Fact]
    public void Write_OfAReceivedObject_IsWhatWasReceived()
    {
        ContentBlock block = ClaudeJson.Parse<ContentBlock>(Block);

        Assert.Equal(Block, Encoding.UTF8.GetString(ClaudeJson.ToUtf8Bytes(block)));
        Assert.Equal($"[{Block}]", WriteArray(writer => ClaudeJson.Write(writer, block)));
    }

    [Fact]
    public void Write_OfEveryOtherKind_IsItsJson()
    {
        Assert.Equal("""["odd"]""", WriteArray(writer => ClaudeJson.Write<StopReason>(writer, "odd")));
        Assert.Equal("""["hi"]""", WriteArray(writer => ClaudeJson.Write<BlockContent>(writer, "hi")));
        Assert.Equal("""[{"n":1}]""", WriteArray(writer => ClaudeJson.Write(writer, ToolInput.Parse("""{"n":1}"""u8))));
        Assert.Equal("[{}]", WriteArray(writer => ClaudeJson.Write(writer, ToolInput.Parse("""{"n":"""u8))));
        Assert.Equal("[ 1 ]", WriteArray(writer => ClaudeJson.Write(writer, RawJson.Parse("[ 1 ]")))[1..^1]);
        Assert.Equal("""{"role":"user","content":[{"type":"text","text":"hi"}]}""", Encoding.UTF8.GetString(ClaudeJson.ToUtf8Bytes(new InputMessage(Role.User, new TextBlock { Text = "hi" }))));
    }

    [Fact]
    public void Read_OfEveryOtherKind_GivesItsValue()
    {
        Assert.Equal(StopReasonKind.EndTurn, ClaudeJson.Parse<StopReason>("\"end_turn\"").Kind);
        Assert.Equal("", ClaudeJson.Parse<StopReason>("5").Value);
        Assert.Equal("hi", ClaudeJson.Parse<BlockContent>("\"hi\"").Text);
        Assert.Equal("""{ "n":1}""", ClaudeJson.Parse<ToolInput>("""{ "n":1}""").ToString());
        Assert.Equal("[ 1 ]", ClaudeJson.Parse<RawJson>("[ 1 ]"u8).ToString());
    }

    [Fact]
    public void Read_FromAReader_LeavesItAtTheEndOfTheValue()
    {
        var reader = new Utf8JsonReader("""[{"type":"text"},2]"""u8);
        Assert.True(reader.Read() && reader.Read());
        Assert.IsType<TextBlock>(ClaudeJson.Read<ContentBlock>(ref reader));

        Assert.Equal(JsonTokenType.EndObject, reader.TokenType);
        Assert.True(reader.Read());
        Assert.Equal(2, reader.GetInt32());
    }

    [Fact]
    public void Members_GivenWrongArguments_Throw()
    {
        Assert.Throws<ArgumentNullException>("writer", () => ClaudeJson.Write<StopReason>(null!, "odd"));
        Assert.Throws<ArgumentNullException>("value", () => WriteArray(writer => ClaudeJson.Write<Message>(writer, null!)));
        Assert.Throws<ArgumentNullException>("value", () => ClaudeJson.ToUtf8Bytes<Message>(null!));
        Assert.Throws<ArgumentNullException>("json", () => ClaudeJson.Parse<Message>((string)null!));
        Assert.ThrowsAny<JsonException>(() => ClaudeJson.Parse<Message>("{} {}"));
        Assert.ThrowsAny<JsonException>(() => ClaudeJson.Parse<Message>("{\"a\":"u8));
    }

    [Fact]
    public void PublicTypes_OtherThanClaudeJson_NeitherReadNorWriteJson()
    {
        IEnumerable<string> members = typeof(ClaudeJson).Assembly.GetExportedTypes()
            .Where(type => type != typeof(ClaudeJson) && type != typeof(IClaudeOutput<>) && type.Namespace != "Claude.Aot.Serialization")
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.GetParameters().Any(parameter => IsReaderOrWriter(parameter.ParameterType)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        Assert.Empty(members);
    }

    private static bool IsReaderOrWriter(Type type) => type == typeof(Utf8JsonWriter) || type == typeof(Utf8JsonReader).MakeByRefType();

    private static string WriteArray(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            write(writer);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
