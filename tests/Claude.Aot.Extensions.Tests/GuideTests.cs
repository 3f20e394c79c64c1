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

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Programs();

    [GeneratedRegex("^(?=[^\n])", RegexOptions.Multiline)]
    private static partial Regex LineStarts();
}
