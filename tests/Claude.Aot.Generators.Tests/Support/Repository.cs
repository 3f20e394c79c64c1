using System.Reflection;

namespace Claude.Aot.Generators.Tests;

/// <summary>Where the files of this repository are.</summary>
internal static class Repository
{
    private static readonly string s_root = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string RuntimeFolder => PathOf("src/Claude.Aot");

    public static string PathOf(string file) => Path.Combine(s_root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));
}
