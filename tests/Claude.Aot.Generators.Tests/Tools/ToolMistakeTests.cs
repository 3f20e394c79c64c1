using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Claude.Aot.Generators.Tests.Tools;

/// <summary>Mistakes in tools are reported in the code, and nothing is generated for such a tool.</summary>
public class ToolMistakeTests
{
    public static TheoryData<string, string, string, string> Mistakes { get; } = new()
    {
        { "CLAUDE200", "Weather", "public static class Weather { /// <summary>A.</summary>\n[ClaudeTool] public static int Get() => 1; }", "'Weather' must be partial, because code for a tool or an output is added to it; add the partial modifier" },
        { "CLAUDE200", "Outer", "class Outer { public static partial class Weather { [ClaudeTool(Description = \"A\")] public static int Get() => 1; } }", "'Outer' must be partial, because code for a tool or an output is added to it; add the partial modifier" },
        { "CLAUDE201", "Get", InClass("public static T Get<T>() => default!;"), "'Get' cannot be a tool: it is generic, and the model cannot choose type arguments; remove its type parameters" },
        { "CLAUDE201", "Get", InClass("public static void Get(ref int days) { }"), "'Get' cannot be a tool: its parameter 'days' is passed by reference; pass it by value" },
        { "CLAUDE201", "Get", InClass("public static async void Get() => await Task.Yield();"), "'Get' cannot be a tool: it is async void, so its completion cannot be awaited; return Task" },
        { "CLAUDE201", "Get", "partial struct S { [ClaudeTool(Description = \"A\")] public int Get() => 1; }", "'Get' cannot be a tool: 'S' is not a class, or is local to its file; move the method to a class" },
        { "CLAUDE202", "value", InClass("public static int Get(object value) => 1;"), "The type 'object' of 'value' is not supported: it does not describe the value; use a specific type, or JsonElement or RawJson if the value can be anything" },
        { "CLAUDE202", "value", InClass("public static int Get(Dictionary<int, string> value) => 1;"), "The type 'Dictionary<int, string>' of 'value' is not supported: its keys must be strings, as the names of JSON properties are; use Dictionary<string, T>" },
        { "CLAUDE202", "value", InClass("public static int Get(Queue<int> value) => 1;"), "The type 'Queue<int>' of 'value' is not supported: use an array, List<T>, HashSet<T>, Dictionary<string, T> or one of their interfaces" },
        { "CLAUDE202", "value", InClass("public static int Get(System.IO.Stream value) => 1;"), "The type 'Stream' of 'value' is not supported: use a class or a record of your own, or one of the simple types" },
        { "CLAUDE202", "value", InClass("public static int Get((int, int) value) => 1;"), "The type '(int, int)' of 'value' is not supported: use a class or a record of your own, or one of the simple types" },
        { "CLAUDE202", "value", InClass("public static int Get(IPlace value) => 1;", "public interface IPlace;"), "The type 'IPlace' of 'value' is not supported: an interface cannot be created; use a class or a record" },
        { "CLAUDE202", "value", InClass("public static int Get(Sides value) => 1;", "[Flags] public enum Sides { A = 1 }"), "The type 'Sides' of 'value' is not supported: a combination of [Flags] has no name; use a list of an enum without [Flags]" },
        { "CLAUDE202", "Owner", InClass("public static int Get(Place value) => 1;", "public class Place { public Action? Owner { get; set; } }"), "The type 'Action' of 'Place.Owner' is not supported: use a class or a record of your own, or one of the simple types" },
        { "CLAUDE201", "Get", "public static partial class Tools { [ClaudeTool(Description = \"A\")] public static int Get() => 1; }", "'Get' cannot be a tool: a member named 'Tools' is generated, which its class cannot have; rename the class" },
        { "CLAUDE202", "Next", InClass("public static int Get(Grow<int> value) => 1;", "public class Grow<T> { public Grow<List<T>>? Next { get; set; } public Grow<T[]>? Other { get; set; } }"), "The type 'Grow<T>' of 'Grow.Next' is not supported: it contains itself with other type arguments, without end; use a type that is not generic" },
        { "CLAUDE202", "Get", InClass("public static IAsyncEnumerable<int> Get() => null!;"), "The type 'IAsyncEnumerable<int>' of 'Get' is not supported: use an array, List<T>, HashSet<T>, Dictionary<string, T> or one of their interfaces" },
        { "CLAUDE202", "Owner", InClass("public static int Get(Place value) => 1;", "public record Place(Action Owner);"), "The type 'Action' of 'Place.Owner' is not supported: use a class or a record of your own, or one of the simple types" },
        { "CLAUDE203", "value", InClass("public static int Get(Place value) => 1;", "public abstract class Place;"), "'Place' cannot be created from JSON: it is abstract; add [JsonDerivedType] attributes or use a derived type" },
        { "CLAUDE203", "value", InClass("public static int Get(Place value) => 1;", "public class Place { private Place() { } }"), "'Place' cannot be created from JSON: no constructor is accessible from 'Tools1'; make one public or internal" },
        { "CLAUDE203", "value", InClass("public static int Get(Place value) => 1;", "public class Place { public Place(int a) { } public Place(string b) { } }"), "'Place' cannot be created from JSON: it has several constructors; mark one of them with [JsonConstructor]" },
        { "CLAUDE204", "Größe", InClass("public static int Größe() => 1;"), "The API does not accept the tool name 'größe'; set Name to 1 to 64 ASCII letters, digits, underscores and hyphens" },
        { "CLAUDE205", "Two", InClass("public static int One() => 1; [ClaudeTool(Name = \"one\", Description = \"B\")] public static int Two() => 1;"), "Two tools of 'Tools1' have the name 'one'; set Name in one of the two [ClaudeTool] attributes" },
        { "CLAUDE206", "Place", InClass("public static int Get(Place value) => 1;", "public class Place { public int A { get; set; } [JsonPropertyName(\"a\")] public int B { get; set; } }"), "'Place' has two members with the JSON name 'a'; rename one of them or set its [JsonPropertyName]" },
        { "CLAUDE207", "Tools", InClass("public static int Get() => 1; public static int Tools;"), "'Tools1' has a member 'Tools', but a member of this name is generated; rename it" },
        { "CLAUDE207", "GetTool", InClass("public static int Get() => 1; private static int GetTool() => 1;"), "'Tools1' has a member 'GetTool', but a member of this name is generated; rename it" },
        { "CLAUDE208", "Range(1, 2)", InClass("public static int Get([Range(1, 2)] string value) => 1;"), "[Range] on 'value' is not valid: it applies only to numbers other than Half, and its bounds must be numbers" },
        { "CLAUDE208", "MaxLength(2)", InClass("public static int Get([MaxLength(2)] int value) => 1;"), "[MaxLength] on 'value' is not valid: it applies only to strings, lists and dictionaries" },
        { "CLAUDE208", "RegularExpression(\"a\")", InClass("public static int Get([RegularExpression(\"a\")] int value) => 1;"), "[RegularExpression] on 'value' is not valid: it applies only to strings" },
        { "CLAUDE208", "AllowedValues(\"a\")", InClass("public static int Get([AllowedValues(\"a\")] int value) => 1;"), "[AllowedValues] on 'value' is not valid: its values must be constants of the same type as the value" },
        { "CLAUDE208", "ClaudeTool(Description = \"A\", CacheControl = \"2h\")", "partial class C { [ClaudeTool(Description = \"A\", CacheControl = \"2h\")] void Get() { } }", "[ClaudeTool(CacheControl)] on 'Get' is not valid: use \"5m\" or \"1h\"" },
        { "CLAUDE208", "ClaudeTool(Description = \"A\", InputExamples = [\"[]\"])", "partial class C { [ClaudeTool(Description = \"A\", InputExamples = [\"[]\"])] void Get() { } }", "[ClaudeTool(InputExamples)] on 'Get' is not valid: an example must be a JSON object" },
        { "CLAUDE208", "ClaudeTool(Description = \"A\", AllowedCallers = [\"all\"])", "partial class C { [ClaudeTool(Description = \"A\", AllowedCallers = [\"all\"])] void Get() { } }", "[ClaudeTool(AllowedCallers)] on 'Get' is not valid: use one of these: direct, code_execution_20250825, code_execution_20260120, code_execution_20260521" },
        { "CLAUDE209", "Items", InClass("public static int Get(Page<int> value) => 1;", "public class Page<T> { public List<T> Items { get; init; } = []; }"), "The initializer of 'Page.Items' would be lost, because the property is init-only in a generic type; make it settable, required or a constructor parameter" },
        { "CLAUDE210", "Get", Strict("Dictionary<string, int> value"), "Strict mode does not allow the type 'System.Collections.Generic.Dictionary<string, int>', which 'Get' uses: the schema of a dictionary does not name its properties; use another type or remove Strict" },
        { "CLAUDE210", "Get", Strict("JsonElement value"), "Strict mode does not allow the type 'System.Text.Json.JsonElement', which 'Get' uses: its schema does not describe the value; use another type or remove Strict" },
        { "CLAUDE210", "Get", Strict("Node value") + "public sealed record Node(Node? Next);", "Strict mode does not allow the type 'Node', which 'Get' uses: it contains itself; use another type or remove Strict" },
    };

    public static TheoryData<string, string, string> Hints { get; } = new()
    {
        { "CLAUDE211", "public static partial class Tools1 { [ClaudeTool] public static int Get() => 1; }", "The tool 'get' has no description, so the model has only its name to go by; add an XML summary or [Description]" },
        { "CLAUDE212", Strict(string.Join(", ", Enumerable.Range(0, 25).Select(number => $"int p{number} = 0"))), "The strict tools of 'Tools1' have 25 optional parameters; the API accepts at most 24 in one request" },
        { "CLAUDE212", Strict(string.Join(", ", Enumerable.Range(0, 17).Select(number => $"int? p{number}"))), "The strict tools of 'Tools1' have 17 parameters of several types; the API accepts at most 16 in one request" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_InATool_IsReportedInTheCode(string id, string place, string source, string message)
    {
        GeneratorRunResult result = ToolHost.Run(source).GetRunResult().Results.Single();

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal("App.cs", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(place, SourceText.From(source).ToString(diagnostic.Location.SourceSpan));
        Assert.Null(result.Exception);
        Assert.Equal(id == "CLAUDE205" ? 1 : 0, result.GeneratedSources.Length);
    }

    [Theory]
    [MemberData(nameof(Hints))]
    public void Hint_ForATool_IsInformation(string id, string source, string message)
    {
        GeneratorRunResult result = ToolHost.Run(source).GetRunResult().Results.Single();

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity);
        Assert.Single(result.GeneratedSources);
    }

    private static string InClass(string method, string types = "") =>
        $$"""public static partial class Tools1 { [ClaudeTool(Description = "A")] {{method}} } {{types}}""";

    private static string Strict(string parameters) =>
        $$"""public static partial class Tools1 { [ClaudeTool(Description = "A", Strict = true)] public static int Get({{parameters}}) => 1; }""";
}
