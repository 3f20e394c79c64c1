using System.Globalization;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Samples.Tests;

/// <summary>What every program of the cookbook has in common.</summary>
public sealed class SampleFileTests
{
    private static readonly string[] s_programs = [.. Directory.GetFiles(Repository.PathOf("samples"), "*.cs").Order(StringComparer.Ordinal)];

    [Fact]
    public void Cookbook_HasItsPrograms_InOrder() =>
        Assert.Equal([.. Enumerable.Range(1, 21), 26, 27], s_programs.Select(path => int.Parse(Path.GetFileName(path)[..2], CultureInfo.InvariantCulture)));

    [Fact]
    public void Program_Opens_WithWhatItShowsAndWhatItPrints() => Assert.All(s_programs, path =>
    {
        string[] lines = File.ReadAllLines(path);

        Assert.InRange(lines.Length, 10, 40);
        Assert.StartsWith("// ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("// Prints ", lines[1], StringComparison.Ordinal);
        Assert.Equal("#:project ../src/Claude.Aot/Claude.Aot.csproj", lines[2]);
        Assert.Single(lines, line => line.StartsWith("#:", StringComparison.Ordinal));
    });

    [Fact]
    public void Readme_OfTheSamples_ListsEveryProgram()
    {
        string readme = File.ReadAllText(Repository.PathOf("samples", "README.md"));

        Assert.All(s_programs, path => Assert.Contains($"[{Path.GetFileName(path)}]({Path.GetFileName(path)})", readme, StringComparison.Ordinal));
    }
}
