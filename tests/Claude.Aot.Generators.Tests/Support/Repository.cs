using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

/// <summary>Where the files of this repository are.</summary>
internal static class Repository
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string s_root = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string RuntimeFolder => PathOf("src/Claude.Aot");

    public static string PathOf(string file) => Path.Combine(s_root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>The sources of a project, with the usings that the build adds.</summary>
    public static IEnumerable<SyntaxTree> Sources(string folder) =>
    [
        GeneratorHost.Parse(ImplicitUsings),
        .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            .Select(path => GeneratorHost.Parse(File.ReadAllText(path), path)),
    ];
}
