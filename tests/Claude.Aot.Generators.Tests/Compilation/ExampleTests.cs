using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

/// <summary>Every example in the XML documentation compiles against the package, and every type that a user names has one.</summary>
public class ExampleTests
{
    // The variables that an example can use without declaring them.
    private const string Variables = """
        internal abstract class ExampleVariables
        {
            protected static Claude.Aot.ClaudeClient client => null!;
            protected static Claude.Aot.MessageRequest request { get; set; } = null!;
            protected static Claude.Aot.MessageStream stream => null!;
            protected static Claude.Aot.Message message => null!;
            protected static System.Threading.CancellationToken cancellationToken => default;
        }
        """;

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Claude.Aot;
        using Claude.Aot.Batches;
        using Claude.Aot.Sse;
        """;

    // An example that waits for nothing is in an async method all the same, and may end with a value or a function that it does not use.
    private static readonly string[] s_ignored = ["CS1998", "CS0219", "CS8321"];

    // Objects and unions that only occur inside a type that has an example.
    private static readonly string[] s_parts =
    [
        "BashCodeExecutionOutput", "CodeExecutionOutput", "CompactionCapability", "ContextManagementCapability", "FallbackTrigger", "McpServerToolConfiguration",
        "ServerToolsCapability", "ThinkingTypeSupport", "TokenCountContextManagement", "WebSearchToolResultError",
    ];

    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_examples = new(() => RuntimeLibrary.Documentation.Descendants("member")
        .SelectMany(member => member.Elements("example").Select(example => (Id: member.Attribute("name")!.Value, Code: example.Element("code")!.Value)))
        .ToDictionary(example => example.Id, example => example.Code));

    private static IEnumerable<INamedTypeSymbol> PublicTypes => TypesIn(RuntimeLibrary.Compilation.Assembly.GlobalNamespace)
        .Where(type => type.DeclaredAccessibility == Accessibility.Public);

    [Fact]
    public void Examples_Each_CompileAgainstThePackage()
    {
        Assert.NotEmpty(s_examples.Value);
        Assert.Empty(Diagnose(s_examples.Value));
    }

    [Theory]
    [InlineData("Message reply = await client.Messages.CreateAsync(request);")]
    [InlineData("Message reply = await client.Messages.AskAsync(request);", "CS1061")]
    [InlineData("string reply = message.StopSequence;", "CS8600")]
    public void Example_ThatDoesNotCompile_IsFound(string code, params string[] ids) =>
        Assert.Equal(ids, Diagnose(new Dictionary<string, string> { ["T:Claude.Aot.Message"] = code }).Select(diagnostic => diagnostic.Id));

    [Fact]
    public void PublicTypes_ThatAUserNames_HaveAnExample() =>
        Assert.Equal([], PublicTypes.Where(type => NeedsExample(type) && !HasExample(type) && !s_parts.Contains(type.Name)).Select(type => type.Name).Order());

    [Fact]
    public void Parts_Each_ArePublicTypesWithoutAnExample() =>
        Assert.Equal(s_parts.Order(), PublicTypes.Where(type => s_parts.Contains(type.Name) && NeedsExample(type) && !HasExample(type)).Select(type => type.Name).Order());

    private static bool HasExample(INamedTypeSymbol type) => s_examples.Value.ContainsKey(type.GetDocumentationCommentId()!);

    /// <summary>Enums, open enums and the infrastructure of generated code need none. The example of a union is also that of its variants.</summary>
    private static bool NeedsExample(INamedTypeSymbol type) =>
        type is { TypeKind: not TypeKind.Enum, ContainingType: null }
        && type.ContainingNamespace.Name != "Serialization"
        && !IsOpenEnum(type)
        && !(type.BaseType is { IsAbstract: true } union && IsGenerated(union) && (HasExample(union) || s_parts.Contains(union.Name)));

    private static bool IsOpenEnum(INamedTypeSymbol type) => type.IsValueType && IsGenerated(type) && type.AllInterfaces.Any(item => item.Name == "IWireValue");

    private static bool IsGenerated(INamedTypeSymbol type) => type.GetAttributes().Any(attribute => attribute.AttributeClass!.Name == "GeneratedCodeAttribute");

    private static IEnumerable<Diagnostic> Diagnose(IReadOnlyDictionary<string, string> examples)
    {
        IEnumerable<SyntaxTree> trees = examples.Select((example, number) => GeneratorHost.Parse(Wrap(example.Value, number), example.Key));
        return GeneratorHost
            .Compile("Examples", [GeneratorHost.Parse(Variables), .. trees], [MetadataReference.CreateFromImage(RuntimeLibrary.Image)])
            .GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !s_ignored.Contains(diagnostic.Id));
    }

    // An example that declares a class is a file of its own.
    private static string Wrap(string code, int number) => code.TrimStart() is ['[', ..] || code.TrimStart().StartsWith("internal ", StringComparison.Ordinal)
        ? $$"""
            {{Usings}}

            #line 1
            {{code}}
            """
        : $$"""
            {{Usings}}

            internal sealed class Example{{number}} : ExampleVariables
            {
                public async Task RunAsync()
                {
            #line 1
            {{code}}
                }
            }
            """;

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceSymbol space) => space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(TypesIn));
}
