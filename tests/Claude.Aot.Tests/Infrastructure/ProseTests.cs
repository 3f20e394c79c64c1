using System.Text.RegularExpressions;

namespace Claude.Aot.Tests.Infrastructure;

/// <summary>
/// Checks that the code of the packages and of the generator, and the documentation, have lines of at most 160 columns, and that comments are in plain English.
/// </summary>
public sealed partial class ProseTests
{
    private const int Columns = 160;

    private static readonly (string Path, string[] Lines)[] s_files = [.. Files("src"), .. Files("generators")];

    private static IEnumerable<string> Documentation =>
    [
        .. Directory.GetFiles(Repository.Root, "*.md"),
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories),
        .. Directory.GetFiles(Repository.PathOf("samples"), "*.md"),
    ];

    [Fact]
    public void Line_OfCode_IsNotTooLong() => AssertNone(
        from file in s_files
        from line in file.Lines.Index()
        where line.Item.Length > Columns
        select $"{file.Path}({line.Index + 1}) has {line.Item.Length} columns");

    /// <summary>A row of a table cannot be broken.</summary>
    [Fact]
    public void Line_OfDocumentation_IsNotTooLong() => AssertNone(
        from path in Documentation
        from line in File.ReadLines(path).Index()
        where line.Item.Length > Columns && !line.Item.StartsWith('|')
        select $"{Path.GetFileName(path)}({line.Index + 1}) has {line.Item.Length} columns");

    [Fact]
    public void Comment_OfCode_HasNoPrivateWords() => AssertNone(
        from file in s_files
        from line in file.Lines.Index()
        from word in PrivateWords().Matches(CommentIn(line.Item))
        select $"{file.Path}({line.Index + 1}) says \"{word.Value}\"");

    [Theory]
    [InlineData("    // The blanks are mended.", "blanks", "mended")]
    [InlineData("/// <summary>Whether it is free of harm, as we are told.</summary>", "is free of harm", "told")]
    [InlineData("    int twin = 1; // its twin", "twin")]
    [InlineData("    int blanks = 1; // the blank line; see <see cref=\"Twin\"/>")]
    [InlineData("    string joint = \"https://joint/\";")]
    public void PrivateWords_InAComment_AreFound(string line, params string[] words) =>
        Assert.Equal(words, PrivateWords().Matches(CommentIn(line)).Select(match => match.Value));

    private static IEnumerable<(string Path, string[] Lines)> Files(string folder) =>
        from path in Directory.GetFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')
        where !name.Contains("/bin/", StringComparison.Ordinal) && !name.Contains("/obj/", StringComparison.Ordinal)
        orderby name
        select (name, File.ReadAllLines(path));

    // References to members are left out: a member may be named like one of the words. Slashes inside a word, as in an address, begin no comment.
    private static string CommentIn(string line) => References().Replace(Comment().Match(line).Value, "");

    private static void AssertNone(IEnumerable<string> mistakes)
    {
        string[] all = [.. mistakes];
        Assert.True(all.Length == 0, $"{all.Length} lines:\n{string.Join('\n', all)}");
    }

    // The words that the style guide replaces with .NET's: whitespace, half of a pair, counterpart, repair, safe to repeat, reported, borrowed.
    [GeneratedRegex(@"\b(blanks|joint|twin|mend|mended|is free of harm|told|lend|lent)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PrivateWords();

    [GeneratedRegex(@"(?<=^|\s)//.*")]
    private static partial Regex Comment();

    [GeneratedRegex("""cref="[^"]*"|name="[^"]*"|`[^`]*`|<c>[^<]*</c>""")]
    private static partial Regex References();
}
