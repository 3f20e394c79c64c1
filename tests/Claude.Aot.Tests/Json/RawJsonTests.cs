using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Json;

public sealed class RawJsonTests
{
    [Theory]
    [InlineData("{}", JsonValueKind.Object)]
    [InlineData("[1]", JsonValueKind.Array)]
    [InlineData("\"a\"", JsonValueKind.String)]
    [InlineData("-1.5e3", JsonValueKind.Number)]
    [InlineData("true", JsonValueKind.True)]
    [InlineData("false", JsonValueKind.False)]
    [InlineData("null", JsonValueKind.Null)]
    public void Parse_AValue_KeepsItToTheLetter(string json, JsonValueKind kind)
    {
        RawJson raw = RawJson.Parse($" \n{json}\t ");

        Assert.Equal(json, raw.ToString());
        Assert.Equal(kind, raw.ValueKind);
        Assert.Equal(json == "null", raw.IsNull);
        Assert.False(raw.IsEmpty);
        Assert.Equal(raw, RawJson.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(raw.GetHashCode(), RawJson.Parse(json).GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("nul")]
    [InlineData("'a'")]
    public void Parse_NotOneValue_IsRefused(string json) => Assert.ThrowsAny<JsonException>(() => RawJson.Parse(json));

    [Fact]
    public void Default_IsNoJsonAtAll()
    {
        RawJson none = default;

        Assert.True(none.IsEmpty);
        Assert.False(none.IsNull);
        Assert.Equal(JsonValueKind.Undefined, none.ValueKind);
        Assert.Equal("", none.ToString());
        Assert.False(none.TryGetString(out _));
    }

    [Theory]
    [InlineData("""{"a":1,"b":2}""", "2")]
    [InlineData("""{"b":1,"b":2}""", "2")]
    [InlineData("""{"\u0062":3}""", "3")]
    [InlineData("""{"a":{"b":1}}""", null)]
    [InlineData("""{"a":"b"}""", null)]
    [InlineData("""{ "x" : [ 1 , {} ] , "b" : [ 1 , {} ] }""", "[ 1 , {} ]")]
    public void TryGetProperty_OfAnObject_GivesTheLastOfThatName(string json, string? expected)
    {
        bool found = RawJson.Parse(json).TryGetProperty("b"u8, out RawJson value);

        Assert.Equal(expected is not null, found);
        Assert.Equal(expected ?? "", value.ToString());
        Assert.Equal(found, RawJson.Parse(json).TryGetProperty("b", out RawJson same));
        Assert.Equal(value, same);
    }

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"a\\n\\u00e9\\ud83d\\ude00\"", "a\n\u00E9\U0001F600")]
    [InlineData("\"\\ud83d\"", "\uFFFD")]
    [InlineData("\"\\ude00\\ud83dx\"", "\uFFFD\uFFFDx")]
    [InlineData("7", null)]
    [InlineData("null", null)]
    public void TryGetString_OfAString_GivesItUnescaped(string json, string? expected)
    {
        Assert.Equal(expected is not null, RawJson.Parse(json).TryGetString(out string? value));
        Assert.Equal(expected, value);
    }

    [Fact]
    public void Deserialize_ThroughMetadata_GivesTheValue()
    {
        Conversation? value = RawJson.Parse("""{"Title":"t"}""").Deserialize(ConversationContext.Default.Conversation);

        Assert.Equal("t", value!.Title);
        Assert.Contains("\"Title\":\"t\"", RawJson.From(value, ConversationContext.Default.Conversation).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1}", ToolInputState.Valid)]
    [InlineData("7", ToolInputState.Valid)]
    [InlineData("", ToolInputState.Incomplete)]
    [InlineData("  ", ToolInputState.Incomplete)]
    [InlineData("{\"a\":", ToolInputState.Incomplete)]
    [InlineData("{\"a\":\"\u00E9\\u00", ToolInputState.Incomplete)]
    [InlineData("{\"a\":tr", ToolInputState.Incomplete)]
    [InlineData("{\"a\":1.", ToolInputState.Incomplete)]
    [InlineData("{a", ToolInputState.Invalid)]
    [InlineData("{\"a\":1]", ToolInputState.Invalid)]
    [InlineData("{\"a\":\"\\q", ToolInputState.Invalid)]
    [InlineData("{\"a\":01", ToolInputState.Invalid)]
    [InlineData("x", ToolInputState.Invalid)]
    public void ToolInput_OfBytes_SaysWhatTheyAre(string bytes, ToolInputState state)
    {
        ToolInput input = ToolInput.Parse(Encoding.UTF8.GetBytes(bytes));

        Assert.Equal(state, input.State);
        Assert.Equal(bytes, input.ToString());
        Assert.Equal(state == ToolInputState.Valid, Record.Exception(() => input.ToRawJson()) is null);
    }

    [Fact]
    public void ToolInput_Empty_IsAnEmptyObject()
    {
        Assert.Equal(("{}", ToolInputState.Valid), (ToolInput.Empty.ToString(), ToolInput.Empty.State));
        Assert.Same(ToolInput.Empty, ToolInput.From(default));
        Assert.Equal("t", ToolInput.Parse("""{"Title":"t"}"""u8).Deserialize(ConversationContext.Default.Conversation)!.Title);
        Assert.Throws<InvalidOperationException>(() => ToolInput.Parse("{"u8).Deserialize(ConversationContext.Default.Conversation));
    }
}
