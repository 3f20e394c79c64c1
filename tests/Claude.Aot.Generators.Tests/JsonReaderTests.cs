namespace Claude.Aot.Generators.Tests;

public class JsonReaderTests
{
    [Theory]
    [InlineData("""{"a":[1,-2.5e+3,true,false,null,"b"],"c":{}}""")]
    [InlineData("  {  }  ")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("-0.0E-9")]
    public void Read_ValidJson_IsTaken(string json) => Assert.NotNull(JsonReader.Read(json));

    [Theory]
    [InlineData("""{"a":1""", 6, "expected ',', found the end of the file")]
    [InlineData("""{"a" 1}""", 5, "expected ':', found '1'")]
    [InlineData("""{"a":1,}""", 7, "expected a member's name, found '}'")]
    [InlineData("""[1,]""", 3, "expected a value, found ']'")]
    [InlineData("""[01]""", 2, "expected ',', found '1'")]
    [InlineData("""[-]""", 2, "expected a digit, found ']'")]
    [InlineData("""[tru]""", 1, "expected a value, found 't'")]
    [InlineData("""[] x""", 3, "expected the end of the file, found 'x'")]
    [InlineData("\"a", 0, "the string is not closed")]
    [InlineData("\"a\nb\"", 0, "a control character in a string must be escaped")]
    [InlineData("\"\\q\"", 0, "the escape sequence is not valid")]
    [InlineData("\"\\u12g4\"", 0, "the escape sequence is not valid")]
    public void Read_InvalidJson_SaysWhatAndWhere(string json, int offset, string message)
    {
        JsonSyntaxException exception = Assert.Throws<JsonSyntaxException>(() => JsonReader.Read(json));

        Assert.Equal(message, exception.Message);
        Assert.Equal(offset, exception.Location.Offset);
    }

    [Fact]
    public void Read_EveryProperPrefix_IsRefused()
    {
        const string json = """{"a":[1.5e3,true,null,"b\u0041\n"],"c":{"d":false}}""";

        Assert.All(Enumerable.Range(0, json.Length), length => Assert.Throws<JsonSyntaxException>(() => JsonReader.Read(json[..length])));
    }

    [Fact]
    public void Read_Escapes_AreResolved() => Assert.Equal("\"\\/\b\f\n\r\tA😀", JsonReader.Read(""" "\"\\\/\b\f\n\r\t\u0041\ud83d\ude00" """).Text);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Read_AnyLineEnd_CountsLinesAndColumns(string lineEnd)
    {
        JsonNode root = JsonReader.Read($"{{{lineEnd}  \"a\":{lineEnd}    12{lineEnd}}}");

        JsonMember member = Assert.Single(root.Members);
        Assert.Equal((1, 2, 3), (member.Location.Line, member.Location.Column, member.Location.Length));
        Assert.Equal((2, 4, 2), (member.Value.Location.Line, member.Value.Location.Column, member.Value.Location.Length));
    }

    [Fact]
    public void Read_JsonNestedTooDeep_IsRefusedInsteadOfEndingTheCompiler() =>
        Assert.Equal("it nests deeper than 64 levels", Assert.Throws<JsonSyntaxException>(() => JsonReader.Read(new string('[', 100_000))).Message);
}
