namespace Claude.Aot.Generators.Tests;

/// <summary>The files of <c>docs/generated</c> are what the generator prints for the package's schema. No project compiles them.</summary>
public class GeneratedPagesTests
{
    private const string Folder = "docs/generated";

    /// <summary>An event, a union, the fold, a request and a view: the types whose code is shown.</summary>
    private static readonly string[] s_types = ["ContentBlockDeltaEvent", "ContentBlockDelta", "EventRules", "CountTokensRequest", "UsageView"];

    private static readonly Lazy<Dictionary<string, string>> s_output = new(() =>
        GeneratorHost.Run(SchemaMetadata.Package(), SchemaFile.Messages()).GetRunResult().Results.Single().GeneratedSources
            .ToDictionary(source => source.HintName, source => source.SourceText.ToString()));

    public static TheoryData<string> Types => [.. s_types];

    [Theory]
    [MemberData(nameof(Types))]
    public void Page_OfAType_IsTheRealOutput(string type) =>
        Snapshot.VerifyFile(Repository.PathOf($"{Folder}/{type}.cs"), s_output.Value[$"Messages.{type}.g.cs"]);

    [Fact]
    public void Folder_HasNoOtherCode() => Assert.Equal(
        s_types.Order(),
        Directory.EnumerateFiles(Repository.PathOf(Folder), "*.cs")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => !name.EndsWith(".received", StringComparison.Ordinal)).Order());

    [Fact]
    public void Page_Each_IsExplained()
    {
        string explanation = Repository.Read($"{Folder}/README.md");

        Assert.All(s_types, type => Assert.Contains($"[{type}.cs]({type}.cs)", explanation, StringComparison.Ordinal));
    }

    /// <summary>A project compiles the files below its own folder, and those that a build file names.</summary>
    [Fact]
    public void Folder_IsInNoProject()
    {
        string root = Path.GetFullPath(Repository.PathOf("."));
        string folder = Path.GetFullPath(Repository.PathOf(Folder));
        string[] projects = [.. Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories)];
        IEnumerable<string> imports = Directory.EnumerateFiles(root, "*.props", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(root, "*.targets", SearchOption.AllDirectories));

        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.False(folder.StartsWith(Path.GetDirectoryName(project)!, StringComparison.Ordinal), project));
        Assert.All(projects.Concat(imports), file => Assert.DoesNotMatch("<Compile [^>]*docs", File.ReadAllText(file)));
    }
}
