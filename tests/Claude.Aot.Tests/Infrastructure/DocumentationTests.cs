using System.Text.RegularExpressions;

namespace Claude.Aot.Tests.Infrastructure;

/// <summary>What docs/reliability.md says can be looked up, and the programs of docs/testing.md are run.</summary>
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

    [Fact]
    public void Promise_OnThePage_NamesATest()
    {
        string[] sections = [.. s_page.Split("\n## ").Skip(1)];
        string[] rows = [.. s_page.Split("| shown | by |\n|---|---|\n").Skip(1).SelectMany(table => table.Split('\n').TakeWhile(line => line.StartsWith('|')))];

        Assert.NotEmpty(rows);
        Assert.All([.. sections, .. rows], promise => Assert.Matches(TestNames(), promise));
    }

    [Fact]
    public void Program_OfTheTestingPage_IsATestToTheLetter()
    {
        string tests = File.ReadAllText(Repository.PathOf("tests", "Claude.Aot.Tests", "Testing", "TestingGuideTests.cs"));
        string[] programs = [.. Programs().Matches(File.ReadAllText(Repository.PathOf("docs", "testing.md"))).Select(match => match.Groups[1].Value)];

        Assert.NotEmpty(programs);
        Assert.All(programs, program => Assert.Contains(LineStarts().Replace(program, "    "), tests, StringComparison.Ordinal));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Programs();

    [GeneratedRegex("^(?=[^\n])", RegexOptions.Multiline)]
    private static partial Regex LineStarts();

    [GeneratedRegex("`([A-Za-z0-9]+(?:Tests|Properties))`")]
    private static partial Regex TestNames();
}
