using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Claude.Aot.Tests.Infrastructure;
using Claude.Cli;
using Claude.Cli.Commands;

namespace Claude.Aot.Tests.Cli;

/// <summary>The examples of the documentation are valid, and docs/cli.md has one of every command, every exit code, and no other.</summary>
public sealed partial class CliPageTests
{
    private static readonly string s_page = Read("docs", "cli.md");

    public static TheoryData<string> Examples =>
        [.. new[] { s_page, Read("README.md"), Read("docs", "batches.md") }.SelectMany(page => Commands().Matches(page)).Select(match => match.Value).Distinct()];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_OfADocument_IsValid(string example) => Assert.Empty(Parse(example).Errors);

    [Fact]
    public void Page_HasAnExampleOfEveryCommand()
    {
        string[] shown = [.. Commands().Matches(s_page).Select(match => Parse(match.Value).CommandResult.Command.Name).Distinct().Order()];

        Assert.Equal(Parse("claude-aot").RootCommandResult.Command.Subcommands.Select(command => command.Name).Order(), shown);
    }

    [Fact]
    public void Page_ListsEveryExitCode() => Assert.Equal(
        typeof(ExitCodes).GetFields().Select(field => (int)field.GetRawConstantValue()!).Order(),
        Codes().Matches(s_page).Select(match => int.Parse(match.Groups[1].Value, null)).Order());

    private static ParseResult Parse(string line)
    {
        using var interruption = new Interruption();
        return CommandLine.Parse([.. CommandLineParser.SplitCommandLine(line).Skip(1)], interruption);
    }

    private static string Read(params ReadOnlySpan<string> path) => File.ReadAllText(Repository.PathOf(path));

    // A command of a block: at the start of a line or after a pipe, and up to a redirection or a comment.
    [GeneratedRegex(@"(?<=^|^[^`\n]*\| )claude-aot (?!COMMAND)[^<>#\n]*(?=[<>#\n])", RegexOptions.Multiline)]
    private static partial Regex Commands();

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Codes();
}
