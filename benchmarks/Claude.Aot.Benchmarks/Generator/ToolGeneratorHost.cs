using System.Globalization;
using System.Text;
using Claude.Aot.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Claude.Aot.Benchmarks;

/// <summary>
/// Runs the tool generator on a file with 500 tools, which are methods of 25 classes. Each tool has four parameters with descriptions, one of them an object.
/// </summary>
internal sealed class ToolGeneratorHost : GeneratorHost
{
    private const int Classes = 25;
    private const int ToolsPerClass = 20;

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "Claude.Aot.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly SyntaxTree _tools = CSharpSyntaxTree.ParseText(WriteTools(), ParseOptions, "Tools.cs");

    public override GeneratorDriver CreateDriver() =>
        CSharpGeneratorDriver.Create([new ClaudeToolGenerator().AsSourceGenerator()], parseOptions: ParseOptions);

    // A compilation remembers the types that were looked up in it, so each run gets a new one, as after each edit in an editor.
    protected override CSharpCompilation CreateCompilation() => CSharpCompilation.Create(
        "Tools",
        [_tools],
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static string WriteTools()
    {
        var source = new StringBuilder("""
            using System.Collections.Generic;
            using System.ComponentModel.DataAnnotations;
            using System.Threading;
            using System.Threading.Tasks;
            using Claude.Aot;

            namespace Tools;

            public enum Scale { Celsius, Fahrenheit }

            """);
        for (int i = 0; i < Classes; i++)
        {
            source.Append(CultureInfo.InvariantCulture, $$"""

                /// <summary>A place.</summary>
                public sealed record Place{{i}}(string City, double Latitude, double Longitude, IReadOnlyList<string>? Tags = null);

                public static partial class Tools{{i}}
                {

                """);
            for (int j = 0; j < ToolsPerClass; j++)
            {
                source.Append(CultureInfo.InvariantCulture, $$"""
                        /// <summary>Gets the forecast {{j}} for a place.</summary>
                        /// <param name="place">The place.</param>
                        /// <param name="days">The number of days.</param>
                        /// <param name="scale">The scale of the temperatures.</param>
                        /// <param name="note">A note for the log.</param>
                        [ClaudeTool]
                        public static Task<double> GetForecast{{j}}Async(
                            Place{{i}} place, [Range(1, 14)] int days, Scale scale = Scale.Celsius, string? note = null, CancellationToken token = default) =>
                            Task.FromResult(place.Latitude + days);

                    """);
            }

            source.Append("}\n");
        }

        return source.ToString();
    }
}
