using System.Text.Json;
using System.Text.RegularExpressions;
using Claude.Aot.Samples.Tests.Support;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Samples.Tests;

/// <summary>The programs of docs/compared.md: what they do, and how many lines they have.</summary>
public sealed partial class ComparedProgramTests
{
    private const string ToolTask = "a tool";
    private const string OutputTask = "an output of a type";
    private const string PartialTask = "an output while it arrives";
    private const string Ours = "this library";
    private const string Official = "official C# SDK";
    private const string Python = "Python";

    private static readonly string s_page = File.ReadAllText(Repository.PathOf("docs", "compared.md"));

    // The code of each program, by task and SDK.
    private static readonly Dictionary<(string Task, string Sdk), string> s_programs = FindPrograms();

    [Fact]
    public void Table_OfThePage_HasTheLinesOfEveryProgram()
    {
        (string, string, string)[] counted =
        [
            .. new[] { ToolTask, OutputTask, PartialTask }.Select(task =>
                ($"[{task}](#{task.Replace(' ', '-')})", LinesOf(task, Ours), $"{LinesOf(task, Official)} | {LinesOf(task, Python)}")),
        ];

        Assert.Equal(counted, Rows().Matches(s_page).Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value)));
    }

    [Fact]
    public void Program_OfThisLibrary_HasTheFewestLines() => Assert.All(
        s_programs.Where(program => program.Key.Sdk != Ours),
        other => Assert.True(CountLines(s_programs[(other.Key.Task, Ours)]) < CountLines(other.Value), $"{other.Key.Sdk}: {other.Key.Task}"));

    [Fact]
    public void Program_Each_HasLinesOfTheWidthThatThePageSays() =>
        Assert.All(s_programs.Values, code => Assert.All(code.Split('\n'), line => Assert.InRange(line.Length, 0, 100)));

    [Theory]
    [InlineData(Ours)]
    [InlineData(Official)]
    public async Task Tool_OfEachSdk_GetsTheSameCallsAndPrintsTheSame(string sdk)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Scripts("20-tools"));

        SampleResult result = await RunAsync(ToolTask, sdk, server);

        Assert.Equal("", result.Error);
        Assert.Equal("I'll look up both.It is warmer in Rome: 19 °C, and 7 °C in Oslo.", result.Output);
        Assert.Equal(2, server.Log.All.Count);
        JsonElement messages = JsonElement.Parse(server.Log.All[1].Body.Span).GetProperty("messages");
        Assert.Equal(
            [("toolu_1", "7"), ("toolu_2", "19")],
            messages.EnumerateArray().Last().GetProperty("content").EnumerateArray().Select(item =>
                (item.GetProperty("tool_use_id").GetString(), item.GetProperty("content").GetString())));
    }

    [Theory]
    [InlineData(Ours)]
    [InlineData(Official)]
    public async Task Output_OfEachSdk_IsTheSame(string sdk)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Json("""
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-5-5","content":[{"type":"text","text":"{\"title\":\"Pancakes\",\"minutes\":20,\"steps\":[\"Mix.\"]}"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}
            """));

        SampleResult result = await RunAsync(OutputTask, sdk, server);

        Assert.Equal("", result.Error);
        Assert.Equal("Pancakes, 20 minutes\n", result.Output);
        Assert.Equal("json_schema", JsonElement.Parse(Assert.Single(server.Log.All).Body.Span)
            .GetProperty("output_config").GetProperty("format").GetProperty("type").GetString());
    }

    [Fact]
    public async Task PartialOutput_OfThisLibrary_Grows()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Recording.Script("21-typed-output"));

        SampleResult result = await RunAsync(PartialTask, Ours, server);

        Assert.Equal("", result.Error);
        Assert.Equal("\rPan: 0 steps\rPancakes: 0 steps\rPancakes: 1 steps\rPancakes: 2 steps\rPancakes: 2 steps\nPancakes, 20 minutes\n", result.Output);
    }

    private static async Task<SampleResult> RunAsync(string task, string sdk, ReplayServer server)
    {
        string folder = ProgramCompiler.CreateFolder("compared");
        string name = $"{task}, {sdk}".Replace(' ', '-').Replace(",", "", StringComparison.Ordinal).Replace("#", "Sharp", StringComparison.Ordinal);
        ProgramCompiler.Compile(folder, name, s_programs[(task, sdk)], "compared.md");
        return await SampleProcess.RunAsync(ProgramCompiler.CommandOf(folder, name), server);
    }

    private static string LinesOf(string task, string sdk) =>
        s_programs.TryGetValue((task, sdk), out string? code) ? $"{CountLines(code)}" : "not available";

    private static int CountLines(string code) => code.Split('\n').Count(line => line.Trim().Length > 0);

    private static Dictionary<(string Task, string Sdk), string> FindPrograms() => s_page.Split("\n## ").Skip(1)
        .SelectMany(section => Programs().Matches(section).Select(program => (
            Key: (section[..section.IndexOf('\n', StringComparison.Ordinal)].ToLowerInvariant(), SdkOf(program.Groups[2].Value)),
            Code: program.Groups[2].Value)))
        .ToDictionary(program => program.Key, program => program.Code);

    private static string SdkOf(string code) =>
        code.Contains("using Claude.Aot;", StringComparison.Ordinal) ? Ours : code.Contains("using Anthropic;", StringComparison.Ordinal) ? Official : Python;

    [GeneratedRegex("```(csharp|python)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Programs();

    [GeneratedRegex(@"^\| (\[.*?\)) \| (\d+) \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
