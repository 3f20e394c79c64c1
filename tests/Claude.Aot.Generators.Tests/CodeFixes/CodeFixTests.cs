using Claude.Aot.CodeFixes;
using Claude.Aot.Generators.Tests.Tools;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Claude.Aot.Generators.Tests.CodeFixes;

/// <summary>Each fix, applied in a workspace as an editor does it, leaves code that compiles and has no diagnostic of that kind.</summary>
public class CodeFixTests
{
    private static readonly CodeFixProvider[] s_fixes = [new MakePartialFix(), new OpenConstructorFix(), new AddDescriptionFix()];

    public static TheoryData<string, string, string, string> Fixes { get; } = new()
    {
        {
            "Make 'Weather' partial",
            """
            /// <summary>The weather.</summary>
            public static class Weather
            {
                /// <summary>Gets it.</summary>
                [ClaudeTool]
                public static int Get() => 1;
            }
            """,
            "public static class",
            "public static partial class"
        },
        {
            "Make 'Weather' partial",
            """
            // Around it.
            class Outer
            {
                /// <summary>Within it.</summary>
                [Obsolete]
                class Weather
                {
                    /// <summary>Gets it.</summary>
                    [ClaudeTool]
                    int Get() => 1;
                }
            }
            """,
            "class",
            "partial class"
        },
        {
            "Make 'Weather' partial",
            """
            /// <summary>The weather.</summary>
            public record Weather
            {
                /// <summary>Gets it.</summary>
                [ClaudeTool]
                public int Get() => 1;
            }
            """,
            "public record",
            "public partial record"
        },
        { "Make 'Place' partial", "[ClaudeOutput]\nsealed record Place(string City);", "sealed record", "sealed partial record" },
        {
            "Make the constructor of 'Place' internal",
            InClass("int Get(List<Place> places)", "class Place { private Place(string city) => City = city; public string City { get; } }"),
            "private Place(",
            "internal Place("
        },
        {
            "Make the constructor of 'Place' internal",
            InClass("int Get(Trip trip)", "record Trip(Place[] Places);\nclass Place\n{\n    // Nobody calls it.\n    Place() { }\n}"),
            "    Place() { }",
            "    internal Place() { }"
        },
        {
            "Add an XML summary",
            """
            static partial class Weather
            {
                [ClaudeTool]
                public static int GetTemperatureAsync() => 1;
            }
            """,
            "    [ClaudeTool]",
            "    /// <summary>Get temperature.</summary>\n    [ClaudeTool]"
        },
        {
            "Add an XML summary",
            """
            static partial class Weather
            {
                // A comment.
                /// <param name="city">The city.</param>
                [ClaudeTool]
                public static int Get(string city) => 1;
            }
            """,
            "    /// <param",
            "    /// <summary>Get.</summary>\n    /// <param"
        },
        {
            "Add an XML summary",
            "static partial class Weather { [ClaudeTool] public static int Get() => 1; }",
            "{ [ClaudeTool]",
            "{ \n/// <summary>Get.</summary>\n[ClaudeTool]"
        },
        {
            "Add [Description]",
            """
            static partial class Weather
            {
                [ClaudeTool]
                public static int GetTemperature() => 1;
            }
            """,
            "    [ClaudeTool]",
            "    [Description(\"Get temperature.\")]\n    [ClaudeTool]"
        },
    };

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task Fix_Applied_ChangesTheCodeAndRemovesTheDiagnostic(string title, string source, string before, string after)
    {
        using var workspace = new AdhocWorkspace();
        Document document = Open(workspace, source);
        Diagnostic diagnostic = Assert.Single(await DiagnoseAsync(document));

        CodeAction fix = Assert.Single(await FindAsync(document, diagnostic), fix => fix.Title == title);
        Document changed = await ApplyAsync(document, fix);

        Assert.Equal(source.Replace(before, after), (await changed.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        Assert.Empty(await DiagnoseAsync(changed));
        CompilationAssert.IsClean(await GenerateAsync(changed));
    }

    [Theory]
    [InlineData("int Get(Place place)", "abstract class Place;")]
    [InlineData("int Get(Place place)", "class Place { public Place(int a) { } public Place(string b) { } }")]
    public async Task Constructor_ThatIsNotTheReason_IsLeftAlone(string method, string types)
    {
        using var workspace = new AdhocWorkspace();
        Document document = Open(workspace, InClass(method, types));
        Diagnostic diagnostic = Assert.Single(await DiagnoseAsync(document));

        Assert.Empty(await FindAsync(document, diagnostic));
    }

    [Fact]
    public void Fixes_Each_AreForDiagnosticsOfTheGenerator() => Assert.All(
        s_fixes.SelectMany(fix => fix.FixableDiagnosticIds),
        id => Assert.Contains(ToolDiagnostics.All, descriptor => descriptor.Id == id));

    private static string InClass(string method, string types) => $$"""
        static partial class Tools1
        {
            /// <summary>Gets it.</summary>
            [ClaudeTool]
            public static {{method}} => 1;
        }
        {{types}}
        """;

    private static Document Open(AdhocWorkspace workspace, string source)
    {
        Compilation app = ToolHost.Compile("");
        Project project = workspace.CurrentSolution.AddProject("App", "App", LanguageNames.CSharp)
            .WithMetadataReferences(app.References).WithCompilationOptions(app.Options).WithParseOptions(GeneratorHost.ParseOptions);
        project = project.AddDocument("Usings.cs", app.SyntaxTrees.First().GetText(TestContext.Current.CancellationToken), filePath: "Usings.cs").Project;
        return project.AddDocument("App.cs", source, filePath: "App.cs");
    }

    /// <summary>Gets what the generators report.</summary>
    private static async Task<IReadOnlyList<Diagnostic>> DiagnoseAsync(Document document) =>
        Drive((await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!, out _).GetRunResult().Diagnostics;

    private static async Task<Compilation> GenerateAsync(Document document)
    {
        Drive((await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!, out Compilation output);
        return output;
    }

    private static GeneratorDriver Drive(Compilation compilation, out Compilation output) => ToolHost.CreateDriver(new ClaudeToolGenerator())
        .AddGenerators([new ClaudeOutputGenerator().AsSourceGenerator()])
        .RunGeneratorsAndUpdateCompilation(compilation, out output, out _, TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<CodeAction>> FindAsync(Document document, Diagnostic diagnostic)
    {
        List<CodeAction> found = [];
        var context = new CodeFixContext(document, diagnostic, (fix, _) => found.Add(fix), TestContext.Current.CancellationToken);
        foreach (CodeFixProvider provider in s_fixes.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(context);
        }

        return found;
    }

    private static async Task<Document> ApplyAsync(Document document, CodeAction fix)
    {
        IEnumerable<CodeActionOperation> operations = await fix.GetOperationsAsync(TestContext.Current.CancellationToken);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
    }
}
