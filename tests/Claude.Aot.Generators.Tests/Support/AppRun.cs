using System.Reflection;
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

    /// <summary>What the expression says, as text.</summary>
    public static string Evaluate(string expression)
    {
        Compilation app = Compile($$"""
            using System;
            using System.IO;
            using System.Linq;
            using System.Text;
            using System.Text.Json;
            using Claude.Aot;
            using My.Chat;

            public static class App
            {
                public static string Run() => FormattableString.Invariant($"{({{expression}})}");

                public static string ToJson(Action<Utf8JsonWriter> write)
                {
                    using var buffer = new MemoryStream();
                    using (var writer = new Utf8JsonWriter(buffer)) { write(writer); }
                    return Encoding.UTF8.GetString(buffer.ToArray());
                }
            }
            """);
        var image = new MemoryStream();
        Assert.True(app.Emit(image).Success, string.Join('\n', app.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        var context = new AssemblyLoadContext(null, isCollectible: true);
        context.LoadFromStream(new MemoryStream(RuntimeLibrary.Image));
        image.Position = 0;
        MethodInfo run = context.LoadFromStream(image).GetType("App")!.GetMethod("Run")!;
        return (string)run.Invoke(null, null)!;
    }
}
