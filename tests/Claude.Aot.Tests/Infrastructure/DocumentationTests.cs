using System.Text.RegularExpressions;

namespace Claude.Aot.Tests.Infrastructure;

/// <summary>What docs/reliability.md says can be looked up.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string s_page = File.ReadAllText(Repository.PathOf("docs", "reliability.md"));

    public static TheoryData<string> NamedTests => [.. TestNames().Matches(s_page).Select(match => match.Groups[1].Value).Distinct()];

    [Theory]
    [MemberData(nameof(NamedTests))]
    public void Test_NamedOnThePage_Exists(string name) => Assert.Single(typeof(DocumentationTests).Assembly.GetTypes(), type => type.Name == name);

    [Fact]
    public void Page_ListsEveryKindOfDiagnostic() =>
        Assert.All(Enum.GetNames<ClaudeDiagnosticKind>(), kind => Assert.Contains($"`{kind}`", s_page, StringComparison.Ordinal));

    [GeneratedRegex("`([A-Za-z0-9]+Tests)`")]
    private static partial Regex TestNames();
}
