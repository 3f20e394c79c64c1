using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData("replay")]
    [InlineData("sse")]
    [InlineData("nonsense")]
    [InlineData("--nonsense")]
    [InlineData("replay", "-", "--nonsense")]
    [InlineData("replay", "-", "--chunk")]
    [InlineData("replay", "-", "--chunk", "0")]
    [InlineData("replay", "-", "--chunk", "-1")]
    [InlineData("replay", "-", "--chunk", "many")]
    [InlineData("replay", "-", "--events", "--text")]
    [InlineData("replay", "-", "-")]
    [InlineData("replay", "no-such-file.sse")]
    [InlineData("sse", "no-such-file.sse")]
    [InlineData("sse", "-", "--events")]
    public async Task Cli_WrongUsage_SaysSoOnStandardErrorAndExitsWith2(params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(arguments);

        result.AssertWrongUsage();
    }

    [Fact]
    public async Task Cli_FolderAsFile_ExitsWith2()
    {
        CliResult result = await CliProcess.RunAsync("replay", Repository.Root);

        Assert.Equal(2, result.ExitCode);
        Assert.Single(result.ErrorLines);
    }

    [Fact]
    public async Task Cli_Version_IsPrintedAlone()
    {
        CliResult result = await CliProcess.RunAsync("--version");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+(-[a-z0-9.]+)?\n$", result.Text);
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("replay", "rplay", "-")]
    [InlineData("batch", "bacth")]
    [InlineData("--model", "ask", "Hi", "--modle", "x")]
    public async Task Cli_Misspelled_SuggestsWhatWasMeant(string meant, params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(arguments);

        result.AssertWrongUsage();
        Assert.Contains($"claude-aot: did you mean '{meant}'?", result.ErrorLines);
        Assert.Single(result.ErrorLines, line => line.Contains("did you mean", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cli_NothingSimilar_SuggestsNothing()
    {
        CliResult result = await CliProcess.RunAsync("ask", "What", "is", "this");

        result.AssertWrongUsage();
        Assert.DoesNotContain("did you mean", result.Error, StringComparison.Ordinal);
        Assert.Equal("claude-aot: try 'claude-aot ask --help'", result.ErrorLines[^1]);
    }

    [Theory]
    [InlineData("claude-aot re", "replay")]
    [InlineData("claude-aot ask --m", "--max-tokens,--message,--model")]
    public async Task Cli_Suggest_CompletesWhatIsTyped(string typed, string completions)
    {
        CliResult result = await CliProcess.RunAsync($"[suggest:{typed.Length}]", typed);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(completions.Split(','), result.Lines.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--help", "ask batch chat count models serve replay sse exit codes --fail-on-stop")]
    [InlineData("ask --help", "--file -f --model -m --system -s --quiet -q --system-file --json-schema --thinking --record --fail-on-stop")]
    [InlineData("chat --help", "--file --no-tools --model /help Ctrl+C")]
    [InlineData("models --help", "--json")]
    [InlineData("batch --help", "PROMPTS.jsonl --out --batch-size --poll --adopt --model stopped")]
    [InlineData("count --help", "PROMPT|- --request --model")]
    [InlineData("serve --help", "FILE|FOLDER --port --pace --status --verbose")]
    [InlineData("replay --help", "FILE|- --events --message --text --chunk")]
    [InlineData("sse --help", "FILE|-")]
    public async Task Cli_Help_NamesWhatThereIs(string arguments, string words)
    {
        CliResult result = await CliProcess.RunAsync(arguments.Split(' '));

        Assert.Equal(0, result.ExitCode);
        Assert.All(words.Split(' '), word => Assert.Contains(word, result.Text, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(result.Error);
    }
}
