using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

/// <summary>An app with the schema of the tests, compiled against the package and run in this process.</summary>
internal static class AppRun
{
    private static readonly Lazy<MetadataReference> s_package = new(() => MetadataReference.CreateFromImage(RuntimeLibrary.Image));

    public static Compilation Compile(string source)
    {
        GeneratorHost.CreateDriver(SchemaMetadata.App(), SchemaFile.Chat()).RunGeneratorsAndUpdateCompilation(
            GeneratorHost.Compile("App", [GeneratorHost.Parse(source, "App.cs")], [s_package.Value]),
            out Compilation output,
            out _,
            TestContext.Current.CancellationToken);
        return output;
    }

    /// <summary>What each expression says, as text.</summary>
    public static IReadOnlyDictionary<string, string> Evaluate(IEnumerable<string> expressions)
    {
        Compilation app = Compile($$"""
            using System;
            using System.Collections.Generic;
            using System.Text.Json;
            using Claude.Aot;
            using My.Chat;

            public static class App
            {
                public static Dictionary<string, string> Run() => new()
                {
            {{string.Join('\n', expressions.Select(expression => $$"""        [{{Literals.Text(expression)}}] = FormattableString.Invariant($"{({{expression}})}"),"""))}}
                };
            }
            """);
        var context = new AssemblyLoadContext(null, isCollectible: true);
        context.LoadFromStream(new MemoryStream(RuntimeLibrary.Image));
        return (IReadOnlyDictionary<string, string>)context.LoadFromStream(new MemoryStream(GeneratorHost.Emit(app))).GetType("App")!.GetMethod("Run")!.Invoke(null, null)!;
    }
}
