using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

/// <summary>An app, compiled against the package and run in this process.</summary>
internal static class AppRun
{
    private static readonly Lazy<MetadataReference> s_package = new(() => MetadataReference.CreateFromImage(RuntimeLibrary.Image));

    /// <summary>An app with the schema of the tests.</summary>
    public static Compilation Compile(string source) => Compile(source, SchemaFile.Chat());

    /// <summary>An app with a schema of its own.</summary>
    public static Compilation Compile(string source, SchemaFile schema)
    {
        GeneratorHost.CreateDriver(SchemaMetadata.App(), schema).RunGeneratorsAndUpdateCompilation(
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
        return Run<IReadOnlyDictionary<string, string>>(RuntimeLibrary.Image, app);
    }

    /// <summary>Calls <c>App.Run</c> of an app, with the package that it was compiled against.</summary>
    public static T Run<T>(byte[] package, Compilation app, params object[] arguments)
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        context.LoadFromStream(new MemoryStream(package));
        return (T)context.LoadFromStream(new MemoryStream(GeneratorHost.Emit(app))).GetType("App")!.GetMethod("Run")!.Invoke(null, arguments)!;
    }
}
