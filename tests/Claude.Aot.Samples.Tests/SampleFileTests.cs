using System.Globalization;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Samples.Tests;

/// <summary>What every program of the cookbook has in common. All are short but one, which shows how the pieces fit together in an app.</summary>
public sealed class SampleFileTests
{
    private const string Longer = "assistant.cs";

    // 22 is the chat command of the command-line tool.
    private static readonly int[] s_numbers = [.. Enumerable.Range(1, 21), 23, 25, 26, 27];

    private static readonly string[] s_programs = [.. Directory.GetFiles(Repository.PathOf("samples"), "*.cs").Order(StringComparer.Ordinal)];

    [Fact]
    public void Cookbook_HasItsPrograms_InOrder() => Assert.Equal(
        [.. s_numbers.Select(number => number.ToString("00", CultureInfo.InvariantCulture)), Longer[..2]],
        s_programs.Select(path => Path.GetFileName(path)[..2]));

    [Fact]
    public void Program_Opens_WithWhatItShowsAndWhatItPrints() => Assert.All(s_programs, path =>
    {
        string[] lines = File.ReadAllLines(path);

        Assert.InRange(lines.Length, 10, Path.GetFileName(path) == Longer ? 99 : 40);
        Assert.StartsWith("// ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("// Prints ", lines[1], StringComparison.Ordinal);
        Assert.Equal("#:project ../src/Claude.Aot/Claude.Aot.csproj", lines[2]);
    });

    /// <summary>The programs that need no host need nothing but the library.</summary>
    [Fact]
    public void Program_UpToTwentyOne_NeedsOnlyTheLibrary() => Assert.All(s_programs[..21], path =>
        Assert.Single(File.ReadLines(path), line => line.StartsWith("#:", StringComparison.Ordinal)));

    [Fact]
    public void Readme_OfTheSamples_ListsEveryProgram()
    {
        string readme = File.ReadAllText(Repository.PathOf("samples", "README.md"));

        Assert.All(s_programs, path => Assert.Contains($"[{Path.GetFileName(path)}]({Path.GetFileName(path)})", readme, StringComparison.Ordinal));
    }
}
