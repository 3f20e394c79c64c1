using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

/// <summary>An app's own schema: what is generated for it compiles against the public types of the package, and works.</summary>
public class AppCompilationTests
{
    [Fact]
    public void OwnSchema_InAnApp_CompilesWithoutAWarning() =>
        Assert.Empty(AppRun.Compile("").GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));

    [Theory]
    [InlineData("""((WordsPart)Part.Parse("{\"type\":\"words\",\"words\":\"hi\"}"u8)).Words""", "hi")]
    [InlineData("""Part.Parse("{\"type\":\"words\"}"u8).Type""", "Words")]
    [InlineData("""Part.Parse("{\"type\":\"song\",\"notes\":3}"u8).Type""", "Unknown")]
    [InlineData("""Part.Parse("{\"type\":\"so\\u006eg\"}"u8).TypeName""", "song")]
    [InlineData("""Part.Parse("{}"u8).TypeName""", "")]
    [InlineData("""Chat.Parse("{}"u8).Cost.Words""", "0")]
    [InlineData("""Chat.Parse("{\"id\":null,\"cost\":{\"price\":1.5}}"u8).Cost.Price""", "1.5")]
    [InlineData("""Chat.Parse("{}"u8).Id.Length""", "0")]
    [InlineData("""Chat.Parse("{\"mood\":null}"u8).Mood.HasValue""", "False")]
    [InlineData("""Chat.Parse("{\"mood\":\"good\"}"u8).Mood == Mood.Good""", "True")]
    [InlineData("""Chat.Parse("{\"mood\":\"odd\"}"u8).Mood""", "odd")]
    [InlineData("""Chat.Parse("{\"parts\":[{\"type\":\"call\"},{\"type\":\"words\"}]}"u8).Parts[1].Type""", "Words")]
    [InlineData("""string.Join(",", ChatRequest.Parse("{\"stops\":[\"a\",\"b\"]}"u8).Stops!)""", "a,b")]
    [InlineData("""Chat.Parse("{\"id\":7,\"extra\":[1]}"u8).Extra[0].Key""", "id")]
    [InlineData("""Chat.Parse("{\"id\":7,\"extra\":[1]}"u8).Extra[1].Value""", "[1]")]
    public void Parse_Json_GivesItsMembers(string expression, string expected) => Assert.Equal(expected, AppRun.Evaluate(expression));

    [Theory]
    [InlineData("""Part.Parse("{\"words\" : \"hi\", \"type\":\"words\", \"new\":1}"u8).ToJson()""", """{"words" : "hi", "type":"words", "new":1}""")]
    [InlineData("""new WordsPart { Words = "hi" }.ToJson()""", """{"type":"words","words":"hi","links":null}""")]
    [InlineData("""new WordsPart { Words = "hi", Links = [new Link { Url = "u" }] }.ToJson()""", """{"type":"words","words":"hi","links":[{"url":"u"}]}""")]
    [InlineData("""new CallPart { Arguments = RawJson.Parse("{\"a\":1}"u8), Result = "done" }.ToJson()""", """{"type":"call","arguments":{"a":1},"result":"done"}""")]
    [InlineData("""new CallPart { Arguments = RawJson.Parse("{}"u8), Result = [new WordsPart { Words = "hi" }] }.ToJson()""", """{"type":"call","arguments":{},"result":[{"type":"words","words":"hi","links":null}]}""")]
    [InlineData("""new CallPart { Arguments = RawJson.Parse("{}"u8), Result = new Link { Url = "u" } }.ToJson()""", """{"type":"call","arguments":{},"result":{"url":"u"}}""")]
    [InlineData(
        """new ChatRequest { Model = "m", Limit = 1, First = new WordsPart { Words = "hi" }, Links = [], Mood = Mood.TooBad, Heat = 0.5, IsQuick = false, Stops = ["a"], Moods = ["odd"], Extras = [RawJson.Parse("1"u8)], Format = RawJson.Parse("2"u8) }.ToJson()""",
        """{"model":"m","limit":1,"heat":0.5,"is_quick":false,"mood":"2bad","first":{"type":"words","words":"hi","links":null},"last":null,"stops":["a"],"moods":["odd"],"links":[],"extras":[1],"format":2}""")]
    public void Write_Object_GivesItsJson(string expression, string expected) => Assert.Equal(expected, AppRun.Evaluate(expression));

    [Theory]
    [InlineData("""JsonSerializer.Deserialize<Part>("{\"type\":\"call\"}", new JsonSerializerOptions { TypeInfoResolver = ChatJsonResolver.Default })!.Type""", "Call")]
    [InlineData("""JsonSerializer.Serialize<Mood>("odd", new JsonSerializerOptions { TypeInfoResolver = ChatJsonResolver.Default })""", "\"odd\"")]
    [InlineData("""JsonSerializer.Serialize<Result>("done", new JsonSerializerOptions { TypeInfoResolver = ChatJsonResolver.Default })""", "\"done\"")]
    [InlineData("""JsonSerializer.Deserialize<Result>("[{\"type\":\"call\"}]", new JsonSerializerOptions { TypeInfoResolver = ChatJsonResolver.Default })!.Count""", "1")]
    public void Resolver_OfAnOwnSchema_ServesJsonSerializer(string expression, string expected) => Assert.Equal(expected, AppRun.Evaluate(expression));
}
