using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

/// <summary>Each diagnostic has a row in the release file, a row in the documentation, and a test.</summary>
public partial class DocumentationTests
{
    private static readonly string[] s_ids = [.. Diagnostics.All.Select(descriptor => descriptor.Id)];
    private static readonly string[] s_toolIds = [.. ToolDiagnostics.All.Select(descriptor => descriptor.Id)];

    [Fact]
    public void Diagnostics_InOrder_AreNumberedWithoutGaps() =>
        Assert.Equal(Enumerable.Range(0, s_ids.Length).Select(number => $"CLAUDE{number:000}"), s_ids);

    [Fact]
    public void Diagnostics_OfTools_AreNumberedWithoutGaps() =>
        Assert.Equal(Enumerable.Range(200, s_toolIds.Length).Select(number => $"CLAUDE{number:000}"), s_toolIds);

    [Fact]
    public void Diagnostics_Each_StandsInTheReleaseFiles() => AssertRows(
        [.. s_ids, .. s_toolIds],
        Repository.Read("generators/Claude.Aot.Generators/AnalyzerReleases.Shipped.md")
        + Repository.Read("generators/Claude.Aot.Generators/AnalyzerReleases.Unshipped.md"));

    [Fact]
    public void Diagnostics_Each_StandsInTheDocumentation() => AssertRows(s_ids, Repository.Read("docs/schema.md"));

    [Fact]
    public void Diagnostics_OfTools_StandInTheDocumentation() => AssertRows(s_toolIds, Repository.Read("docs/tools.md"));

    [Fact]
    public void Diagnostics_Each_HasATest()
    {
        IEnumerable<string> tests = Directory.EnumerateFiles(Repository.PathOf("tests/Claude.Aot.Generators.Tests"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText);

        Assert.All([.. s_ids, .. s_toolIds], id => Assert.Contains(tests, test => test.Contains($"\"{id}\"")));
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

    private static void AssertRows(string[] ids, string text) => Assert.Equal(ids, Row().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order());

    [GeneratedRegex(@"^\|? ?`?(CLAUDE\d{3})\b", RegexOptions.Multiline)]
    private static partial Regex Row();
}
