namespace Claude.Aot.Generators.Tests.Tools;

/// <summary>The code that is generated for outputs compiles without a warning, whatever the types look like, and reads complete and partial outputs.</summary>
public class OutputCompilationTests
{
    // The text arrives one character at a time, and the last object is shown.
    private const string Helper = """
        public static class App
        {
            public static string Run() => string.Join('|', Calls());

            private static T Read<T>(string json)
                where T : IClaudeOutput<T>
            {
                var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
                reader.Read();
                return T.ReadOutput(ref reader);
            }

            private static T Last<T>(Func<MessageStream, CancellationToken, IAsyncEnumerable<T>> read, string json)
            {
                var body = new System.Text.StringBuilder();
                Add(body, "message_start", "\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{}}");
                Add(body, "content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
                foreach (char character in json)
                {
                    string text = JsonEncodedText.Encode(character.ToString()).ToString();
                    Add(body, "content_block_delta", $"\"index\":0,\"delta\":{{\"type\":\"text_delta\",\"text\":\"{text}\"}}");
                }

                Add(body, "content_block_stop", "\"index\":0");
                Add(body, "message_delta", "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{}");
                Add(body, "message_stop", "\"x\":1");
                return LastAsync(read(MessageStream.FromStream(new System.IO.MemoryStream(System.Text.Encoding.UTF8.GetBytes(body.ToString()))), default)).Result;
            }

            private static void Add(System.Text.StringBuilder body, string type, string members) =>
                body.Append($"event: {type}\ndata: {{\"type\":\"{type}\",{members}}}\n\n");

            private static async Task<T> LastAsync<T>(IAsyncEnumerable<T> items)
            {
                T last = default!;
                await foreach (T item in items)
                {
                    last = item;
                }

                return last;
            }

            private static IEnumerable<string> Calls()
            {
                CALLS
            }
        }
        """;

    public static TheoryData<string, string, string> Apps { get; } = new()
    {
        // A type without a namespace, keywords as names, and names of the generated code.
        {
            """[ClaudeOutput] public partial record @class(string @int, int reader, string? Members, bool hasReader, string value);""",
            """string j = "{\"int\":\"a\",\"reader\":2,\"members\":\"c\",\"hasReader\":true,\"value\":\"e\"}"; var r = Read<@class>(j); yield return r.@int + r.reader + r.Members + r.hasReader + r.value; var p = Last(@class.ReadPartialAsync, j); yield return p.Int + p.Reader + p.Members + p.HasReader + p.Value;""",
            "a2cTruee|a2cTruee"
        },

        // Contextual keywords, which are also pattern combinators, and a discard.
        {
            """[ClaudeOutput] public partial record R([property: Range(1, 5)] int and, [property: AllowedValues("a")] string not, string? or, int when, int field, int await, int var, int dynamic, int record, int _, [property: Length(1, 2)] string[] yield);""",
            """string j = "{\"and\":1,\"not\":\"a\",\"or\":null,\"when\":2,\"field\":3,\"await\":4,\"var\":5,\"dynamic\":6,\"record\":7,\"_\":8,\"yield\":[\"y\"]}"; var r = Read<R>(j); yield return $"{r.and}{r.not}{r.or}{r.when}{r.field}{r.@await}{r.var}{r.dynamic}{r.record}{r._}{r.yield[0]}"; var p = Last(R.ReadPartialAsync, j); yield return $"{p.And}{p.Not}{p.Or}{p.When}{p.Field}{p.Await}{p.Var}{p.Dynamic}{p.Record}{p._}{p.Yield![0]}";""",
            "1a2345678y|1a2345678y"
        },

        // Members that every object has.
        {
            """[ClaudeOutput] public partial class R { public new string GetType { get; set; } = ""; public new int ReferenceEquals { get; set; } public new int MemberwiseClone { get; set; } [JsonPropertyName("toString")] public new int Equals { get; set; } public Inner? InnerPartial { get; set; } } public class Inner { public int InnerPartial { get; set; } public int Partial { get; set; } public string? Item { get; set; } }""",
            """string j = "{\"getType\":\"a\",\"referenceEquals\":1,\"memberwiseClone\":2,\"toString\":3,\"innerPartial\":{\"innerPartial\":4,\"partial\":5,\"item\":\"b\"}}"; var r = Read<R>(j); yield return r.GetType + r.ReferenceEquals + r.MemberwiseClone + r.Equals + r.InnerPartial!.InnerPartial + r.InnerPartial.Partial + r.InnerPartial.Item; R.Partial p = Last(R.ReadPartialAsync, j); R.Partial.InnerPartial i = p.InnerPartial2!; yield return p.GetType2 + p.ReferenceEquals2 + p.MemberwiseClone2 + p.Equals2 + i.InnerPartial2 + i.Partial + i.Item;""",
            "a12345b|a12345b"
        },

        // Types that are named like generated code, and types that have one name.
        {
            """[ClaudeOutput] public partial record Output_(N.Code A, M.Code B, ReadCode C); public record ReadCode(int X); namespace N { public record Code(string X); } namespace M { public record Code(string Y); }""",
            """string j = "{\"a\":{\"x\":\"1\"},\"b\":{\"y\":\"2\"},\"c\":{\"x\":3}}"; var r = Read<Output_>(j); yield return r.A.X + r.B.Y + r.C.X; var p = Last(Output_.ReadPartialAsync, j); yield return p.A!.X + p.B!.Y + p.C!.X;""",
            "123|123"
        },

        // Generic and nested types, types that are not public, a struct, and an enum of the same class.
        {
            """public partial class Outer<T> { private partial interface Middle { [ClaudeOutput] internal partial record R<U>(Unit A, Pair<Unit, string?> B, List<Pair<int, string>> C, Point? D); } internal enum Unit { A, B } internal record Pair<X, Y>(X First, Y Second); internal record struct Point(int X, int Y = 7); private static string Show(string j) { var r = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(j)); r.Read(); var x = Read<Middle.R<T>>(ref r); return $"{x.A}{x.B.First}{x.B.Second}{x.C[0].Second}{x.D!.Value.X}{x.D.Value.Y}"; } private static O Read<O>(ref Utf8JsonReader r) where O : IClaudeOutput<O> => O.ReadOutput(ref r); public static string Run() => Show("{\"a\":\"B\",\"b\":{\"first\":\"A\",\"second\":\"c\"},\"c\":[{\"first\":1,\"second\":\"d\"}],\"d\":{\"x\":6}}"); }""",
            """yield return Outer<int>.Run();""",
            "BAcd67"
        },

        // Records that derive from each other, of which both are outputs, and a base class whose members have names of the generated code.
        {
            """[ClaudeOutput] public partial record A(string X); [ClaudeOutput] public sealed partial record B(string X, int Y) : A(X); public class Base { public class Partial; public static int OutputConfig; public int Z { get; init; } = 3; protected static void ReadPartialAsync() { } } [ClaudeOutput] public partial class C : Base { public required string X { get; init; } }""",
            """string j = "{\"x\":\"a\",\"y\":2}"; yield return Read<A>("{\"x\":\"b\"}").X + Read<B>(j).X + Last(A.ReadPartialAsync, j).X + Last(B.ReadPartialAsync, j).X + Last(B.ReadPartialAsync, j).Y; var c = Read<C>("{\"x\":\"c\"}"); yield return c.X + c.Z + Last(C.ReadPartialAsync, "{\"x\":\"d\",\"z\":4}").Z;""",
            "baaa2|c34"
        },

        // Names with other letters, quotes and line ends.
        {
            """[ClaudeOutput] public partial record Größe([property: JsonPropertyName("a\"b\\c")] string Öl, [property: JsonPropertyName("d\ne\u2028f\u0085</summary>")] int Ñu, [property: Description("\u2028*/\n\"")] string 名, [property: JsonPropertyName("")] int Empty, [property: JsonPropertyName("😀")] int Smile);""",
            """string j = "{\"a\\\"b\\\\c\":\"x\",\"d\\ne\u2028f\\u0085</summary>\":2,\"\u540d\":\"y\",\"\":3,\"\\ud83d\\ude00\":4}"; var r = Read<Größe>(j); yield return r.Öl + r.Ñu + r.名 + r.Empty + r.Smile; var p = Last(Größe.ReadPartialAsync, j); yield return p.Öl + p.Ñu + p.名 + p.Empty + p.Smile;""",
            "x2y34|x2y34"
        },

        // Members that are not public are read, but cannot be shown, because their types may be private.
        {
            """[ClaudeOutput] public partial class R { [JsonInclude, JsonPropertyName("unit")] private Unit MyUnit { get; set; } [JsonInclude] internal Inner? Inner { get; set; } public string? X { get; set; } private enum Unit { A, B } public string Show() => $"{MyUnit}{Inner!.X}{X}"; } internal class Inner { public int X { get; set; } }""",
            """string j = "{\"unit\":\"B\",\"inner\":{\"x\":1},\"x\":\"y\"}"; yield return Read<R>(j).Show(); yield return Last(R.ReadPartialAsync, j).X!;""",
            "B1y|y"
        },

        // Obsolete members and types are used, and only the app's own use of them is reported.
        {
            """[ClaudeOutput] public partial class R { [Obsolete] public int Old { get; set; } [Obsolete("Use Old.")] public int Older { get; set; } public Unit Unit { get; set; } } public enum Unit { [Obsolete] A, B }""",
            """yield return Read<R>("{\"old\":1,\"older\":2,\"unit\":\"B\"}").Unit.ToString();""",
            "B"
        },
    };

    [Theory]
    [MemberData(nameof(Apps))]
    public void App_WithUnusualOutputs_CompilesAndReads(string types, string calls, string expected) => Assert.Equal(expected, Call(types, calls));

    [Fact]
    public void App_WithEveryTypeOfMember_CompilesAndReads()
    {
        (string Type, string Json, string Shown)[] kinds =
        [
            ("string", "\"a\"", "a"), ("bool", "true", "True"), ("char", "\"c\"", "c"), ("sbyte", "-1", "-1"), ("byte", "1", "1"), ("short", "2", "2"),
            ("ushort", "3", "3"), ("int", "4", "4"), ("uint", "5", "5"), ("long", "6", "6"), ("ulong", "7", "7"), ("Half", "0.5", "0.5"), ("float", "1.5", "1.5"),
            ("double", "2.5", "2.5"), ("decimal", "3.50", "3.50"), ("Unit", "\"b\"", "B"), ("DateTime", "\"2026-01-31T18:00:00\"", "01/31/2026 18:00:00"),
            ("DateTimeOffset", "\"2026-01-31T18:00:00Z\"", "01/31/2026 18:00:00 +00:00"), ("DateOnly", "\"2026-01-31\"", "01/31/2026"),
            ("TimeOnly", "\"18:00:00\"", "18:00"), ("TimeSpan", "\"PT1H\"", "01:00:00"), ("Guid", "\"0f8fad5b-d9cb-469f-a165-70867728950e\"", "0f8fad5b-d9cb-469f-a165-70867728950e"),
            ("Uri", "\"https://a.test/\"", "https://a.test/"), ("byte[]", "\"AQI=\"", "System.Byte[]"), ("ReadOnlyMemory<byte>", "\"AQI=\"", "System.ReadOnlyMemory<Byte>[2]"),
            ("Shape", "{\"kind\":\"circle\",\"radius\":2}", "Circle { Radius = 2 }"),
        ];
        string[] lists =
        [
            "List<string>", "IList<string>", "ICollection<string>", "IEnumerable<string>", "IReadOnlyList<string>", "IReadOnlyCollection<string>",
            "HashSet<string>", "ISet<string>", "IReadOnlySet<string>", "System.Collections.Immutable.ImmutableArray<string>", "string[]",
        ];
        List<(string Type, string Json, string Shown)> members =
        [
            .. kinds,
            .. kinds.Select(kind => (kind.Type + "?", kind.Json, kind.Shown)),
            .. kinds.Select(kind => (kind.Type + "?", "null", "")),
            .. kinds.Select(kind => ($"List<{kind.Type}>", $"[{kind.Json}]", $"[{kind.Shown}]")),
            .. kinds.Select(kind => ($"{kind.Type}?[]", $"[{kind.Json},null]", $"[{kind.Shown},]")),
            .. kinds.Select(kind => ($"IReadOnlyList<HashSet<{kind.Type}>?>?", $"[null,[{kind.Json}]]", $"[,[{kind.Shown}]]")),
            .. kinds.Select(kind => ($"Box<{kind.Type}>", $"{{\"value\":{kind.Json}}}", kind.Shown)),
            .. lists.Select(list => (list, "[\"x\"]", "[x]")),
            .. lists.Select(list => (list + "?", "null", "")),
        ];

        // One type has all of them, so it has more than 200 members.
        string parameters = string.Join(", ", members.Select((member, index) => $"{member.Type} M{index}"));
        string json = $"{{{string.Join(", ", members.Select((member, index) => $"\"m{index}\": {member.Json}"))}}}";
        string values = string.Join(", ", members.Select((member, index) => $"Show(all.M{index}{(member.Type.StartsWith("Box<", StringComparison.Ordinal) ? "VALUE" : "")})"));
        string shown = string.Join(';', members.Select(member => member.Shown));

        string result = Call(
            $$"""
            public enum Unit { [JsonStringEnumMemberName("a")] A, [JsonStringEnumMemberName("b")] B }
            [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind"), JsonDerivedType(typeof(Circle), "circle")] public abstract record Shape;
            public sealed record Circle(int Radius) : Shape;
            public readonly record struct Box<T>(T Value);
            [ClaudeOutput] public sealed partial record All({{parameters}});
            public static class Text
            {
                public static string Of(All all) => string.Join(';', new[] { {{values.Replace("VALUE", ".Value")}} });
                public static string Of(All.Partial all) => string.Join(';', new[] { {{values.Replace("VALUE", "!.Value")}} });
                private static string Show(object? value) => value switch
                {
                    null => "",
                    string or byte[] => value.ToString()!,
                    System.Collections.IEnumerable items => $"[{string.Join(',', System.Linq.Enumerable.Select(System.Linq.Enumerable.Cast<object?>(items), Show))}]",
                    _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
                };
            }
            """,
            $"""string j = {Literals.Text(json)}; yield return Text.Of(Read<All>(j)); yield return Text.Of(Last(All.ReadPartialAsync, j));""");

        Assert.Equal($"{shown}|{shown}", result);
    }

    // CS1591 asks for documentation of public members. The types of the app have none, so their file is exempt; the generated code must have it, so it is not.
    private static string Call(string types, string calls) =>
        ToolHost.Call(new ClaudeOutputGenerator(), $"#pragma warning disable CS1591\n{types}\n{Helper.Replace("CALLS", calls)}");
}
