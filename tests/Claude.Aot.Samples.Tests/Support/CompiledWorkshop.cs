using Claude.Aot.Generators;
using Claude.Aot.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Claude.Aot.Samples.Tests.Support;

/// <summary>
/// Compiles all programs in this process, with the library that these tests were built with, when the first of them is asked for. That takes a few seconds; the SDK
/// takes several for each program, which is why its builds are in the slow tier.
/// </summary>
public sealed class CompiledWorkshop : SampleWorkshop
{
    // The packages that the programs use. They lie beside the tests, and are copied beside the programs.
    private static readonly string[] s_packages = ["Claude.Aot.dll", "Claude.Aot.Extensions.dll", "Microsoft.Extensions.*.dll"];

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

    private readonly Lazy<string> _folder = new(CompileAll);

    internal override async Task<string[]> BuildAsync(string name)
    {
        string folder = await Task.Run(() => _folder.Value);
        string configuration = Path.Combine(AppContext.BaseDirectory, "Claude.Aot.Samples.Tests.runtimeconfig.json");
        return [Dotnet, "exec", "--runtimeconfig", configuration, Path.Combine(folder, $"{name}.dll")];
    }

    private static string CompileAll()
    {
        string folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "programs")).FullName;
        string[] packages = [.. s_packages.SelectMany(pattern => Directory.GetFiles(AppContext.BaseDirectory, pattern))];
        foreach (string package in packages)
        {
            File.Copy(package, Path.Combine(folder, Path.GetFileName(package)), overwrite: true);
        }

        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        IEnumerable<string> assemblies = packages
            .Concat(platform.Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal)))
            .DistinctBy(Path.GetFileName);
        MetadataReference[] references = [.. assemblies.Select(file => MetadataReference.CreateFromFile(file))];
        SyntaxTree usings = CSharpSyntaxTree.ParseText(GlobalUsings, s_parsing);
        foreach (string source in Directory.GetFiles(Repository.PathOf("samples"), "*.cs"))
        {
            string name = Path.GetFileNameWithoutExtension(source);
            SyntaxTree program = CSharpSyntaxTree.ParseText(File.ReadAllText(source), s_parsing, source);
            CSharpGeneratorDriver.Create([new ClaudeToolGenerator().AsSourceGenerator(), new ClaudeOutputGenerator().AsSourceGenerator()], parseOptions: s_parsing).RunGeneratorsAndUpdateCompilation(
                CSharpCompilation.Create(name, [usings, program], references, s_options), out Compilation compilation, out _);
            EmitResult result = compilation.Emit(Path.Combine(folder, $"{name}.dll"));
            Assert.True(result.Success, $"{name} does not compile:\n{string.Join('\n', result.Diagnostics)}");
        }

        return folder;
    }
}
