using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

/// <summary>Each diagnostic has a row in the release file, a row in the documentation, and a test.</summary>
public partial class DocumentationTests
{
    private static readonly string[] s_ids = [.. Diagnostics.All.Select(descriptor => descriptor.Id)];

    [Fact]
    public void Diagnostics_InOrder_AreNumberedWithoutGaps() =>
        Assert.Equal(Enumerable.Range(0, s_ids.Length).Select(number => $"CLAUDE{number:000}"), s_ids);

    [Fact]
    public void Diagnostics_Each_StandsInTheReleaseFiles() => AssertRows(
        Repository.Read("generators/Claude.Aot.Generators/AnalyzerReleases.Shipped.md")
        + Repository.Read("generators/Claude.Aot.Generators/AnalyzerReleases.Unshipped.md"));

    [Fact]
    public void Diagnostics_Each_StandsInTheDocumentation() => AssertRows(Repository.Read("docs/schema.md"));

    [Fact]
    public void Diagnostics_Each_HasATest()
    {
        IEnumerable<string> tests = Directory.EnumerateFiles(Repository.PathOf("tests/Claude.Aot.Generators.Tests"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText);

        Assert.All(s_ids, id => Assert.Contains(tests, test => test.Contains($"\"{id}\"")));
    }

    [Fact]
    public void TypesPage_OfTheSchema_IsUpToDate() => Snapshot.VerifyFile(Repository.PathOf("docs/types.md"), new TypesPage(new SchemaDefinitions()).Write());

    [Fact]
    public void Keywords_Each_StandsInTheDocumentation()
    {
        IEnumerable<string> keywords = typeof(Keywords).GetFields().Select(field => field.GetRawConstantValue()).OfType<string>();
        string documentation = Repository.Read("docs/schema.md");

        Assert.All(keywords, keyword => Assert.Matches($"[`\"]{Regex.Escape(keyword)}[`\"]", documentation));
    }

    private static void AssertRows(string text) => Assert.Equal(s_ids, Row().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order());

    [GeneratedRegex(@"^\|? ?`?(CLAUDE\d{3})\b", RegexOptions.Multiline)]
    private static partial Regex Row();
}
