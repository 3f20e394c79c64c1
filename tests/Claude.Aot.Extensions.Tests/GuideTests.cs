using System.Text;
using System.Text.RegularExpressions;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.Tests;

/// <summary>The programs of docs/ichatclient.md, to the letter.</summary>
public sealed partial class GuideTests
{
    private static ClaudeClient ClientOf(params ReadOnlySpan<ResponseScript> scripts) =>
        new(new ClaudeClientOptions { ApiKey = "none", HttpHandler = new ScriptedHandler(scripts), UseEnvironment = false });

    [Fact]
    public async Task Call()
    {
        using ClaudeClient client = ClientOf(new MessageScript().Text("Rivers ", "bend.").End());
        var text = new StringBuilder();

        using IChatClient chat = client.AsIChatClient(ClaudeModel.Sonnet55);
        await foreach (ChatResponseUpdate update in chat.GetStreamingResponseAsync("Why do rivers bend?"))
        {
            text.Append(update.Text);
        }

        Assert.Equal("Rivers bend.", text.ToString());
    }

    [Fact]
    public async Task Functions()
    {
        using ClaudeClient client = ClientOf(new MessageScript().ToolUse("length_of", "{\"river\":\"Rhine\"}").End("tool_use"), new MessageScript().Text("1,233 km").End());

        using IChatClient chat = client.AsIChatClient(ClaudeModel.Sonnet55).AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create((string river) => "1,233 km", "length_of")] };
        ChatResponse response = await chat.GetResponseAsync("How long is the Rhine?", options);

        Assert.Equal("1,233 km", response.Text);
    }

    [Fact]
    public async Task Reports()
    {
        using ClaudeClient client = ClientOf(new MessageScript().Text("ok").End());
        List<string> log = [];

        var options = new ClaudeChatClientOptions { OnUnmapped = item => log.Add($"{item.Name}: {item.Reason}") };
        using IChatClient chat = client.AsIChatClient(ClaudeModel.Sonnet55, options);

        await chat.GetResponseAsync("Hi", new ChatOptions { Seed = 1 });
        Assert.Equal(["ChatOptions.Seed: The API has no such option."], log);
    }

    [Fact]
    public async Task Examples_OfTheDocumentation()
    {
        const string terms = "Clause 4.";
        using ClaudeClient client = ClientOf(new MessageScript().Text("ok").End());
        using IChatClient chat = client.AsIChatClient(ClaudeModel.Sonnet55);
        var request = new MessageRequest { Model = ClaudeModel.Sonnet55, MaxTokens = 100, Messages = ["Hi"] };

        var options = new ChatOptions { Tools = [new WebSearchTool20250305 { MaxUses = 3 }.AsAITool()] };
        var message = new ChatMessage(ChatRole.User, [new TextContent(terms).WithCacheControl(CacheTtl.OneHour), new TextContent("What does clause 4 say?")]);
        ToolFunction tool = ToolFunction.From(AIFunctionFactory.Create((string river) => "1,233 km", "length_of"));
        await using ToolRun run = client.Messages.RunTools(request, [tool]);

        Assert.Equal("ok", (await chat.GetResponseAsync(message, options)).Text);
        Assert.Equal("ok", (await run.GetFinalMessageAsync()).Text);
    }

    /// <summary>Each line of an example in the XML documentation stands in a test, which compiles it.</summary>
    [Fact]
    public void Example_OfTheDocumentation_IsInATest()
    {
        string tests = File.ReadAllText(Repository.PathOf("tests", "Claude.Aot.Extensions.Tests", "GuideTests.cs"));
        string[] lines =
        [
            .. Directory.GetFiles(Repository.PathOf("src", "Claude.Aot.Extensions.AI"), "*.cs").Select(File.ReadAllText)
                .SelectMany(source => Examples().Matches(source)).SelectMany(example => example.Groups[1].Value.Split('\n'))
                .Select(line => line.Replace("///", "", StringComparison.Ordinal).Trim()).Where(line => line.Length > 0),
        ];
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Contains(line, tests, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ichatclient.md", "GuideTests.cs")]
    [InlineData("dependency-injection.md", "DependencyInjection/InjectionGuideTests.cs")]
    public void Program_OfThePage_IsATestToTheLetter(string page, string file)
    {
        string tests = File.ReadAllText(Repository.PathOf("tests", "Claude.Aot.Extensions.Tests", file));
        string[] programs = [.. Programs().Matches(File.ReadAllText(Repository.PathOf("docs", page))).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(programs);
        Assert.All(programs, program => Assert.Contains(LineStarts().Replace(program, "        "), tests, StringComparison.Ordinal));
    }

    [GeneratedRegex("<code>(.*?)</code>", RegexOptions.Singleline)]
    private static partial Regex Examples();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Programs();

    [GeneratedRegex("^(?=[^\n])", RegexOptions.Multiline)]
    private static partial Regex LineStarts();
}
