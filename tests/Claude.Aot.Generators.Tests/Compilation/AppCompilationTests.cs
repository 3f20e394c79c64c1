using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

/// <summary>An app's own schema: what is generated for it compiles against the public types of the package, and works.</summary>
public class AppCompilationTests
{
    // One compilation for all rows.
    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_results = new(EvaluateAll);

    public static TheoryData<string, string> Reads { get; } = new()
    {
        { """((WordsPart)ClaudeJson.Parse<Part>("{\"type\":\"words\",\"words\":\"hi\"}"u8)).Words""", "hi" },
        { """ClaudeJson.Parse<Part>("{\"type\":\"words\"}"u8).Type""", "Words" },
        { """ClaudeJson.Parse<Part>("{\"type\":\"song\",\"notes\":3}"u8).Type""", "Unknown" },
        { """ClaudeJson.Parse<Part>("{\"type\":\"so\\u006eg\"}"u8).TypeName""", "song" },
        { """ClaudeJson.Parse<Part>("{}"u8).TypeName""", "" },
        { """ClaudeJson.Parse<Chat>("{}"u8).Cost.Words""", "0" },
        { """ClaudeJson.Parse<Chat>("{\"id\":null,\"cost\":{\"price\":1.5}}"u8).Cost.Price""", "1.5" },
        { """ClaudeJson.Parse<Chat>("{}"u8).Id.Length""", "0" },
        { """ClaudeJson.Parse<Chat>("{\"mood\":null}"u8).Mood.HasValue""", "False" },
        { """ClaudeJson.Parse<Chat>("{\"mood\":\"good\"}"u8).Mood == Mood.Good""", "True" },
        { """ClaudeJson.Parse<Chat>("{\"mood\":\"odd\"}"u8).Mood""", "odd" },
        { """ClaudeJson.Parse<Chat>("{\"parts\":[{\"type\":\"call\"},{\"type\":\"words\"}]}"u8).Parts[1].Type""", "Words" },
        { """string.Join(",", ClaudeJson.Parse<ChatRequest>("{\"stops\":[\"a\",\"b\"]}"u8).Stops!)""", "a,b" },
        { """ClaudeJson.Parse<Chat>("{\"id\":7,\"extra\":[1]}"u8).Extra[0].Key""", "id" },
        { """ClaudeJson.Parse<Chat>("{\"id\":7,\"extra\":[1]}"u8).Extra[1].Value""", "[1]" },
    };

    public static TheoryData<string, string> Writes { get; } = new()
    {
        { """ClaudeJson.Parse<Part>("{\"words\" : \"hi\", \"type\":\"words\", \"new\":1}"u8).ToJson()""", """{"words" : "hi", "type":"words", "new":1}""" },
        { """new WordsPart { Words = "hi" }.ToJson()""", """{"type":"words","words":"hi","links":null}""" },
        { """new WordsPart { Words = "hi", Links = [new Link { Url = "u" }] }.ToJson()""", """{"type":"words","words":"hi","links":[{"url":"u"}]}""" },
        { """new CallPart { Arguments = RawJson.Parse("{\"a\":1}"u8), Result = "done" }.ToJson()""", """{"type":"call","arguments":{"a":1},"result":"done"}""" },
        { """new CallPart { Arguments = RawJson.Parse("{}"u8), Result = [new WordsPart { Words = "hi" }] }.ToJson()""", """{"type":"call","arguments":{},"result":[{"type":"words","words":"hi","links":null}]}""" },
        { """new CallPart { Arguments = RawJson.Parse("{}"u8), Result = new Link { Url = "u" } }.ToJson()""", """{"type":"call","arguments":{},"result":{"url":"u"}}""" },
        { """new ChatRequest { Model = "m", Limit = 1, First = new WordsPart { Words = "hi" }, Links = [], Mood = Mood.TooBad, Heat = 0.5, IsQuick = false, Stops = ["a"], Moods = ["odd"], Extras = [RawJson.Parse("1"u8)], Format = RawJson.Parse("2"u8) }.ToJson()""", """{"model":"m","limit":1,"heat":0.5,"is_quick":false,"mood":"2bad","first":{"type":"words","words":"hi","links":null},"last":null,"stops":["a"],"moods":["odd"],"links":[],"extras":[1],"format":2}""" },
    };

    public static TheoryData<string, string> Resolves { get; } = new()
    {
        { """JsonSerializer.Deserialize<Part>("{\"type\":\"call\"}", new JsonSerializerOptions { TypeInfoResolver = ChatJsonResolver.Default })!.Type""", "Call" },
        { """JsonSerializer.Serialize<Mood>("odd", new JsonSerializerOptions { TypeInfoResolver = ChatJsonResolver.Default })""", "\"odd\"" },
        { """JsonSerializer.Serialize<Result>("done", new JsonSerializerOptions { TypeInfoResolver = ChatJsonResolver.Default })""", "\"done\"" },
        { """JsonSerializer.Deserialize<Result>("[{\"type\":\"call\"}]", new JsonSerializerOptions { TypeInfoResolver = ChatJsonResolver.Default })!.Count""", "1" },
    };

    [Fact]
    public void OwnSchema_InAnApp_CompilesWithoutAWarning() => CompilationAssert.IsClean(AppRun.Compile(""));

    [Fact]
    public void OwnSchema_TypesInANamespaceBelow_CompileAndReferToEachOther()
    {
        const string Schema = """
            { "$defs": {
              "Book": { "type": "object", "description": "A book.", "properties": {
                "note": { "$ref": "#/$defs/Note", "description": "A note." },
                "notes": { "type": "array", "items": { "$ref": "#/$defs/Note" }, "description": "Notes." },
                "state": { "$ref": "#/$defs/NoteState", "description": "A state." } } },
              "Note": { "type": "object", "description": "A note.", "x-namespace": "Notes", "properties": {
                "book": { "oneOf": [{ "$ref": "#/$defs/Book" }, { "type": "null" }], "description": "Its book." },
                "part": { "$ref": "#/$defs/NotePart", "description": "A part." } } },
              "NoteState": { "description": "A state.", "x-namespace": "Notes",
                "anyOf": [{ "const": "new", "description": "New." }, { "type": "string" }] },
              "NotePart": { "description": "A part.", "x-namespace": "Notes", "x-discriminator": "type", "oneOf": [{ "$ref": "#/$defs/LinePart" }] },
              "LinePart": { "type": "object", "description": "A line.", "x-namespace": "Notes", "properties": { "type": { "const": "line" } } }
            } }
            """;
        const string App = """
            using Claude.Aot;
            using My.Chat;
            using My.Chat.Notes;

            internal static class App
            {
                public static string Run()
                {
                    Book book = ClaudeJson.Parse<Book>("{\"notes\":[{\"part\":{\"type\":\"line\"}}],\"state\":\"new\"}"u8);
                    Note note = book.Notes![0];
                    return $"{note.GetType()} {note.Part!.Type} {note.Part is LinePart} {book.State == NoteState.New}";
                }
            }
            """;

        Compilation app = AppRun.Compile(App, new SchemaFile("/schemas/books.schema.json", Schema));

        CompilationAssert.IsClean(app);
        Assert.Equal("My.Chat.Notes.Note Line True True", AppRun.Run<string>(RuntimeLibrary.Image, app));
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public void Parse_Json_GivesItsMembers(string expression, string expected) => Assert.Equal(expected, s_results.Value[expression]);

    [Theory]
    [MemberData(nameof(Writes))]
    public void Write_Object_GivesItsJson(string expression, string expected) => Assert.Equal(expected, s_results.Value[expression]);

    [Theory]
    [MemberData(nameof(Resolves))]
    public void Resolver_OfAnOwnSchema_ServesJsonSerializer(string expression, string expected) => Assert.Equal(expected, s_results.Value[expression]);

    private static IReadOnlyDictionary<string, string> EvaluateAll() =>
        AppRun.Evaluate(new[] { Reads, Writes, Resolves }.SelectMany(rows => rows).Select(row => row.Data.Item1));
}
