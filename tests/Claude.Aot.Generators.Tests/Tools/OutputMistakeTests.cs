using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Claude.Aot.Generators.Tests.Tools;

/// <summary>Mistakes in outputs are reported in the code, and nothing is generated for such a type.</summary>
public class OutputMistakeTests
{
    public static TheoryData<string, string, string, string> Mistakes { get; } = new()
    {
        { "CLAUDE200", "R", "[ClaudeOutput] public sealed record R(string Title);", "'R' must be partial, because code for a tool or an output is added to it; add the partial modifier" },
        { "CLAUDE200", "Outer", "public class Outer { [ClaudeOutput] public sealed partial record R(string Title); }", "'Outer' must be partial, because code for a tool or an output is added to it; add the partial modifier" },
        { "CLAUDE202", "Any", "[ClaudeOutput] public sealed partial record R(object Any);", "The type 'object' of 'R.Any' is not supported: it does not describe the value; use a specific type, or JsonElement or RawJson if the value can be anything" },
        { "CLAUDE202", "Any", "[ClaudeOutput] public sealed partial class R { public Action? Any { get; set; } }", "The type 'Action' of 'R.Any' is not supported: use a class or a record of your own, or one of the simple types" },
        { "CLAUDE202", "Any", "[ClaudeOutput] public sealed partial class R<T> { public T? Any { get; set; } }", "The type 'T' of 'R.Any' is not supported: a type parameter has no schema; use a concrete type" },
        { "CLAUDE202", "Next", "[ClaudeOutput] public sealed partial class R { public Grow<int>? G { get; set; } } public class Grow<T> { public Grow<T[]>? Next { get; set; } public Grow<List<T>>? Other { get; set; } }", "The type 'Grow<T>' of 'Grow.Next' is not supported: it contains itself with other type arguments, without end; use a type that is not generic" },
        { "CLAUDE203", "R", "[ClaudeOutput] public abstract partial class R { public int X { get; set; } }", "'R' cannot be created from JSON: it is abstract; add [JsonDerivedType] attributes or use a derived type" },
        { "CLAUDE203", "R", "[ClaudeOutput] public partial class R { public R(int a) { } public R(string b) { } }", "'R' cannot be created from JSON: it has several constructors; mark one of them with [JsonConstructor]" },
        { "CLAUDE206", "R", "[ClaudeOutput] public partial record R(int A, [property: JsonPropertyName(\"a\")] int B);", "'R' has two members with the JSON name 'a'; rename one of them or set its [JsonPropertyName]" },
        { "CLAUDE207", "Partial", "[ClaudeOutput] public partial record R(int Partial);", "'R' has a member 'Partial', but a member of this name is generated; rename it" },
        { "CLAUDE207", "OutputConfig", "[ClaudeOutput] public partial record R(int X) { public static int OutputConfig() => 1; }", "'R' has a member 'OutputConfig', but a member of this name is generated; rename it" },
        { "CLAUDE207", "ReadPartialAsync", "[ClaudeOutput] public partial record R(int X) { private class ReadPartialAsync; }", "'R' has a member 'ReadPartialAsync', but a member of this name is generated; rename it" },
        { "CLAUDE207", "ClaudeOutputCode", "[ClaudeOutput] public partial record R(int ClaudeOutputCode);", "'R' has a member 'ClaudeOutputCode', but a member of this name is generated; rename it" },
        { "CLAUDE208", "Range(1, 2)", "[ClaudeOutput] public partial record R([property: Range(1, 2)] string X);", "[Range] on 'R.X' is not valid: it applies only to numbers other than Half, and its bounds must be numbers" },
        { "CLAUDE209", "Items", "[ClaudeOutput] public partial class R<T> { public List<int> Items { get; init; } = []; }", "The initializer of 'R.Items' would be lost, because the property is init-only in a generic type; make it settable, required or a constructor parameter" },
        { "CLAUDE213", "R", "[ClaudeOutput] public sealed partial record R(Dictionary<string, int> Grams);", "'R' cannot be an output: it uses 'System.Collections.Generic.Dictionary<string, int>', which the API does not accept in an output, because the schema of a dictionary does not name its properties; use another type" },
        { "CLAUDE213", "R", "[ClaudeOutput] public sealed partial record R(JsonElement Any);", "'R' cannot be an output: it uses 'System.Text.Json.JsonElement', which the API does not accept in an output, because its schema does not describe the value; use another type" },
        { "CLAUDE213", "R", "[ClaudeOutput] public sealed partial record R(List<RawJson?> Any);", "'R' cannot be an output: it uses 'Claude.Aot.RawJson', which the API does not accept in an output, because its schema does not describe the value; use another type" },
        { "CLAUDE213", "R", "[ClaudeOutput] public sealed partial record R(string Title, R? Next);", "'R' cannot be an output: it uses 'R', which the API does not accept in an output, because it contains itself; use another type" },
        { "CLAUDE213", "R", "[ClaudeOutput] public sealed partial record R(Node First); public record Node(List<Node> Next);", "'R' cannot be an output: it uses 'Node', which the API does not accept in an output, because it contains itself; use another type" },
        { "CLAUDE213", "R", "[ClaudeOutput] file sealed partial record R(string Title);", "'R' cannot be an output: it is local to its file, and the generated code is in another file; remove the file modifier" },
        { "CLAUDE213", "R", "[ClaudeOutput] public static partial class R;", "'R' cannot be an output: it is static, so it has no instances; remove the static modifier" },
        { "CLAUDE213", "R", "[ClaudeOutput, JsonDerivedType(typeof(A), \"a\")] public abstract partial record R; public record A : R;", "'R' cannot be an output: it is polymorphic, and the API accepts only an object as the whole output; use it as the type of a member" },
        { "CLAUDE213", "R", "[ClaudeOutput] public partial class R : List<int>;", "'R' cannot be an output: it is a collection, and the API accepts only an object as the whole output; use it as the type of a member" },
        { "CLAUDE213", "R", "[ClaudeOutput, JsonConverter(typeof(object))] public partial class R;", "'R' cannot be an output: its JsonConverter would not be used; remove it, or use RawJson and convert the value yourself" },
        { "CLAUDE213", "Partial", "[ClaudeOutput] public partial record Partial(string Title);", "'Partial' cannot be an output: a member named 'Partial' is generated; rename the type" },
        { "CLAUDE213", "R", "[ClaudeOutput] public partial record R<OutputConfig>(string Title);", "'R' cannot be an output: a member named 'OutputConfig' is generated; rename the type parameter" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_InAnOutput_IsReportedInTheCode(string id, string place, string source, string message)
    {
        GeneratorRunResult result = ToolHost.Run(new ClaudeOutputGenerator(), source).GetRunResult().Results.Single();

        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal(place, SourceText.From(source).ToString(diagnostic.Location.SourceSpan));
        Assert.Empty(result.GeneratedSources);
        Assert.Null(result.Exception);
    }
}
