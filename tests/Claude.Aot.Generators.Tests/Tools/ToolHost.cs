using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Claude.Aot.Generators.Tests.Tools;

/// <summary>Runs the generator of tools, or that of outputs, over the source of an app.</summary>
internal static class ToolHost
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.ComponentModel;
        global using System.ComponentModel.DataAnnotations;
        global using System.Text.Json;
        global using System.Text.Json.Serialization;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Claude.Aot;
        """;

    private static readonly Lazy<MetadataReference> s_package = new(() => MetadataReference.CreateFromImage(RuntimeLibrary.Image));

    public static CSharpCompilation Compile(string source, CSharpParseOptions? options = null) => GeneratorHost.Compile(
        "App",
        [Parse(Usings, "Usings.cs", options), Parse(source, "App.cs", options)],
        [s_package.Value]);

    public static SyntaxTree Parse(string source, string path, CSharpParseOptions? options = null) =>
        CSharpSyntaxTree.ParseText(source, options ?? GeneratorHost.ParseOptions, path, cancellationToken: TestContext.Current.CancellationToken);

    public static GeneratorDriver CreateDriver() => CreateDriver(new ClaudeToolGenerator());

    public static GeneratorDriver CreateDriver(IIncrementalGenerator generator) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: GeneratorHost.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorDriver Run(string source, CSharpParseOptions? options = null) => Run(new ClaudeToolGenerator(), source, options);

    public static GeneratorDriver Run(IIncrementalGenerator generator, string source, CSharpParseOptions? options = null) =>
        CreateDriver(generator).RunGenerators(Compile(source, options), TestContext.Current.CancellationToken);

    /// <summary>Gets the app together with the generated code.</summary>
    public static Compilation Build(IIncrementalGenerator generator, string source)
    {
        CreateDriver(generator).RunGeneratorsAndUpdateCompilation(
            Compile(source), out Compilation output, out ImmutableArray<Diagnostic> diagnostics, TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics);
        return output;
    }

    /// <summary>Builds an app, which has no warning, and calls <c>App.Run</c>.</summary>
    public static string Call(IIncrementalGenerator generator, string source)
    {
        Compilation app = Build(generator, source);
        CompilationAssert.IsClean(app);
        return AppRun.Run<string>(RuntimeLibrary.Image, app);
    }
}
