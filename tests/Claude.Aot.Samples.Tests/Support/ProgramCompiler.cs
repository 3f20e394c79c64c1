using Claude.Aot.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Claude.Aot.Samples.Tests.Support;

/// <summary>Compiles programs of one file in this process, with the libraries that these tests were built with.</summary>
internal static class ProgramCompiler
{
    // The program finds them beside itself.
    private static readonly string[] s_libraries =
        [.. ((string[])["Claude.Aot.dll", "Claude.Aot.Extensions.dll", "Anthropic.dll", "Microsoft.Extensions.*.dll"]).SelectMany(FindFiles)];

    // What ImplicitUsings means in the SDK.
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions s_parsing = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);
    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.ConsoleApplication, generalDiagnosticOption: ReportDiagnostic.Error, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly Lazy<MetadataReference[]> s_references = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal))
            .Concat(s_libraries)
            .DistinctBy(Path.GetFileName)
            .Select(file => MetadataReference.CreateFromFile(file)),
    ]);

    /// <summary>Creates a folder for programs, with the libraries that they use.</summary>
    public static string CreateFolder(string name)
    {
        string folder = Directory.CreateDirectory(PathOf(name)).FullName;
        foreach (string library in s_libraries)
        {
            File.Copy(library, Path.Combine(folder, Path.GetFileName(library)), overwrite: true);
        }

        return folder;
    }

    /// <summary>Compiles a program into a folder. Warnings are errors.</summary>
    public static void Compile(string folder, string name, string source, string path)
    {
        SyntaxTree usings = CSharpSyntaxTree.ParseText(GlobalUsings, s_parsing);
        SyntaxTree program = CSharpSyntaxTree.ParseText(source, s_parsing, path);
        ISourceGenerator[] generators = [new ClaudeToolGenerator().AsSourceGenerator(), new ClaudeOutputGenerator().AsSourceGenerator()];
        CSharpGeneratorDriver.Create(generators, parseOptions: s_parsing).RunGeneratorsAndUpdateCompilation(
            CSharpCompilation.Create(name, [usings, program], s_references.Value, s_options), out Compilation compilation, out _);
        EmitResult result = compilation.Emit(Path.Combine(folder, $"{name}.dll"));
        Assert.True(result.Success, $"{name} does not compile:\n{string.Join('\n', result.Diagnostics)}");
    }

    /// <summary>Gets the command that runs a program.</summary>
    public static string[] CommandOf(string folder, string name) =>
        [SampleWorkshop.Dotnet, "exec", "--runtimeconfig", PathOf("Claude.Aot.Samples.Tests.runtimeconfig.json"), Path.Combine(folder, $"{name}.dll")];

    private static string[] FindFiles(string pattern) => Directory.GetFiles(AppContext.BaseDirectory, pattern);

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
