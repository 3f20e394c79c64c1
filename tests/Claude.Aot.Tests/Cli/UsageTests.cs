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

    [Theory]
    [InlineData("--help", "ask batch count serve replay sse exit codes")]
    [InlineData("batch --help", "PROMPTS.jsonl --out --batch-size --poll --adopt --model stopped")]
    [InlineData("count --help", "PROMPT|- --request --model")]
    [InlineData("serve --help", "FILE|FOLDER --port --pace")]
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
