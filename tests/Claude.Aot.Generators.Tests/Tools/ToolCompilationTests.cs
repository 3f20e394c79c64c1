using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests.Tools;

/// <summary>The code that is generated for tools compiles without a warning, whatever the tools look like, and works.</summary>
public class ToolCompilationTests
{
    private const string Call = """
        public static class App
        {
            public static string Run() => string.Join('|', Calls());

            private static string Ask(ToolFunction tool, string input) => tool.InvokeAsync(
                new ToolCall(new ToolUseBlock { Id = "t", Name = tool.Name, Input = ToolInput.Parse(System.Text.Encoding.UTF8.GetBytes(input)) })).AsTask().Result.Text!;

            private static IEnumerable<string> Calls()
            {
                CALLS
            }
        }
        """;

    public static TheoryData<string, string, string> Apps { get; } = new()
    {
        // A class without a namespace, names that are keywords, names of the generated code.
        {
            """public static partial class @class { [ClaudeTool(Description = "A")] public static string @new(string @int, string reader, string input, string hasReader) => @int + reader + input + hasReader; }""",
            """yield return Ask(@class.newTool, "{\"int\":\"a\",\"reader\":\"b\",\"input\":\"c\",\"hasReader\":\"d\"}");""",
            "abcd"
        },

        // A private type, and a private tool.
        {
            """public partial class A { private record R(int X); [ClaudeTool(Description = "A")] private int Get(R r) => r.X; }""",
            """yield return Ask(new A().Tools[0], "{\"r\":{\"x\":5}}");""",
            "5"
        },

        // Two types of one name.
        {
            """namespace N { public record R(int X); } namespace M { public record R(string Y); } public partial class A { [ClaudeTool(Description = "A")] public static string Get(N.R a, M.R b) => a.X + b.Y; }""",
            """yield return Ask(A.GetTool, "{\"a\":{\"x\":5},\"b\":{\"y\":\"z\"}}");""",
            "5z"
        },

        // A generic class, a record, a derived class with static tools.
        {
            """public partial class G<T> { [ClaudeTool(Description = "A")] public static string Get() => typeof(T).Name; } public partial record P(int X) { [ClaudeTool(Description = "A")] public int Get() => X; } public partial class D : G<int> { [ClaudeTool(Description = "A")] public static int Other() => 1; }""",
            """yield return Ask(G<string>.GetTool, "{}"); yield return Ask(new P(3).Tools[0], "{}"); yield return D.Tools.Count.ToString(); yield return (new P(3) == new P(3)).ToString();""",
            "String|3|2|True"
        },

        // Setters of a base class, an overridden property, an initializer that is kept.
        {
            """public class B { public virtual int X { get; init; } = 1; public List<int> L { get; init; } = [7]; public string? S { get; internal set; } } public class C : B { public override int X { get; init; } = 2; [JsonInclude] public int F; } public partial class A { [ClaudeTool(Description = "A")] public static string Get(C c) => $"{c.X} {c.L.Count} {c.S} {c.F}"; }""",
            """yield return Ask(A.GetTool, "{\"c\":{}}"); yield return Ask(A.GetTool, "{\"c\":{\"x\":3,\"l\":[],\"s\":\"s\",\"f\":4}}");""",
            "2 1  0|3 0 s 4"
        },

        // Names that mean something else in a pattern, an obsolete member, and a null of a type that has no null of its own.
        {
            """public record R(string? And, string? Or, string? When, string? _) { [Obsolete] public int Old { get; set; } } public partial class A { [ClaudeTool(Description = "A")] public static R Get(R r, ReadOnlyMemory<byte>? field, int? and, [AllowedValues("b")] string not) => r with { _ = field.HasValue + not + and }; }""",
            """yield return Ask(A.GetTool, "{\"r\":{\"and\":\"1\",\"or\":\"2\",\"when\":\"3\",\"_\":\"4\",\"old\":5},\"field\":null,\"and\":6,\"not\":\"b\"}");""",
            "{\"and\":\"1\",\"or\":\"2\",\"when\":\"3\",\"_\":\"Falseb6\",\"old\":5}"
        },

        // Defaults of every kind.
        {
            """public enum E { A, B = -1 } public partial class A { [ClaudeTool(Description = "A")] public static string Get(E e = E.B, E? n = E.B, char c = '"', string s = "\"\n", long l = long.MinValue, double d = 1.5, float f = float.MaxValue, decimal m = 0.10m, Guid g = default, bool b = true, byte y = 1) => FormattableString.Invariant($"{e}{n}{c}{s.Length}{l}{d}{f == float.MaxValue}{m}{g == default}{b}{y}"); }""",
            """yield return Ask(A.GetTool, "{}");""",
            "BB\"2-92233720368547758081.5True0.10TrueTrue1"
        },
    };

    [Theory]
    [MemberData(nameof(Apps))]
    public void App_WithUnusualTools_CompilesAndWorks(string source, string calls, string expected)
    {
        // CS1591 asks for documentation of public members. The app has none, so its file is exempt; the generated code must have it, so it is not.
        source = $"#pragma warning disable CS1591\n{source}\n{Call.Replace("CALLS", calls)}";

        Assert.Equal(expected, ToolHost.Call(new ClaudeToolGenerator(), source));
    }

    [Theory]
    [InlineData("/// <summary>Gets <paramref name=\"city\"/>,\n/// or <see cref=\"System.String\"/>.</summary>\n/// <param name=\"city\">A <c>city</c>.</param>", "Gets city, or String.", "A city.")]
    [InlineData("/**\n * <summary>Gets it.</summary>\n * <param name=\"city\">A city.</param>\n */", "Gets it.", "A city.")]
    public void Documentation_ParsedOrNot_IsTheSame(string comment, string description, string parameter)
    {
        string source = $$"""public static partial class W {{{"\n"}}{{comment}}{{"\n"}}[ClaudeTool] public static int Get(string city) => 1; }""";

        foreach (DocumentationMode mode in new[] { DocumentationMode.None, DocumentationMode.Parse, DocumentationMode.Diagnose })
        {
            string code = Assert.Single(ToolHost.Run(source, GeneratorHost.ParseOptions.WithDocumentationMode(mode)).GetRunResult().GeneratedTrees)
                .ToString();

            Assert.Contains($"Description = \"{description}\"", code);
            Assert.Contains($$"""{\"description\":\"{{parameter}}\",\"type\":\"string\"}""", code);
        }
    }

    [Fact]
    public void Model_OfTools_HoldsNothingOfTheCompiler()
    {
        GeneratorRunResult result = ToolHost.Run("public partial class W { [ClaudeTool] public static int Get(List<int>? a = null, object? b = null) => 1; }").GetRunResult().Results.Single();

        object value = Assert.Single(result.TrackedSteps[ToolStepNames.Read].SelectMany(step => step.Outputs)).Value;

        ModelTests.AssertPlain(value, []);
    }
}
