using System.Text.Json;
using Claude.Aot.Testing;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.Tests;

/// <summary>Each kind of tool, by the body of the request.</summary>
public sealed class ToolMappingTests
{
    private static async Task<JsonElement> ToolsAsync(params AITool[] tools) =>
        (await ChatTestClient.SendAsync(new ChatOptions { Tools = tools })).GetProperty("tools");

    private static async Task<string[]> ReportsAsync(AITool tool)
    {
        using var test = new ChatTestClient(new MessageScript().Text("ok").End());
        await test.Chat.GetResponseAsync("Hi", new ChatOptions { Tools = [tool] });
        return [.. test.Unmapped.Select(item => item.Name)];
    }

    [Fact]
    public async Task Declaration_OfAFunction_IsATool() => JsonAssert.Equal(
        """[{"type":"custom","name":"d","description":"Declared.","input_schema":{"type":"object","properties":{"n":{"type":"integer","minimum":3}}}}]""",
        await ToolsAsync(new Declaration("d") { Schema = """{"type":"object","properties":{"n":{"type":"integer","minimum":3}}}""" }));

    [Theory]
    [InlineData("Strict")]
    [InlineData("strict")]
    public async Task Strict_OfAFunction_ClosesTheSchema(string key) => JsonAssert.Equal(
        """
        [{"type":"custom","name":"d","description":"Declared.","strict":true,"input_schema":
          {"type":"object","properties":{"n":{"type":"integer","description":"minimum: 3"}},"additionalProperties":false}}]
        """,
        await ToolsAsync(new Declaration("d") { Schema = """{"type":"object","properties":{"n":{"type":"integer","minimum":3}}}""", Properties = { [key] = true } }));

    [Fact]
    public async Task Properties_OfAFunction_AreSent()
    {
        JsonElement tools = await ToolsAsync(new Declaration("d")
        {
            Properties =
            {
                ["DeferLoading"] = true,
                ["AllowedCallers"] = new[] { "code_execution_20250825" },
                ["InputExamples"] = JsonDocument.Parse("""[{"n":1}]""").RootElement,
                ["anthropic:cache_control"] = "1h",
            },
        });

        JsonAssert.Equal(
            """
            [{"type":"custom","name":"d","description":"Declared.","input_schema":{"type":"object"},"defer_loading":true,"allowed_callers":["code_execution_20250825"],
              "input_examples":[{"n":1}],"cache_control":{"type":"ephemeral","ttl":"1h"}}]
            """,
            tools);
    }

    [Fact]
    public async Task Examples_AsDictionaries_AreSent()
    {
        JsonElement tools = await ToolsAsync(new Declaration("d") { Properties = { ["InputExamples"] = new[] { new Dictionary<string, object?> { ["n"] = 1, ["s"] = "x" } } } });
        JsonAssert.Equal("""[{"n":1,"s":"x"}]""", tools[0].GetProperty("input_examples"));
    }

    [Theory]
    [InlineData("AllowedCallers")]
    [InlineData("InputExamples")]
    public async Task Property_OfAnotherType_Throws(string key)
    {
        var tool = new Declaration("d") { Properties = { [key] = 7 } };
        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => ToolsAsync(tool));
        Assert.Contains(key, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_ThatNeedsApproval_IsATool() =>
        Assert.Equal("f", (await ToolsAsync(new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => 1, "f"))))[0].GetProperty("name").GetString());

    [Fact]
    public async Task WebSearch_IsAServerTool() =>
        JsonAssert.Equal("""[{"type":"web_search_20250305","name":"web_search"}]""", await ToolsAsync(new HostedWebSearchTool()));

    [Fact]
    public async Task Properties_OfAHostedTool_AreReported() => Assert.Equal(
        ["HostedWebSearchTool.AdditionalProperties[max_uses]"], await ReportsAsync(new HostedWebSearchTool(new Dictionary<string, object?> { ["max_uses"] = 3 })));

    [Fact]
    public async Task CodeInterpreter_IsAServerTool() =>
        JsonAssert.Equal("""[{"type":"code_execution_20250825","name":"code_execution"}]""", await ToolsAsync(new HostedCodeInterpreterTool()));

    /// <summary>The first turn must be the same in each request of a conversation: signatures and the prompt cache depend on it.</summary>
    [Fact]
    public async Task Files_OfTheCodeInterpreter_StayInTheFirstTurn()
    {
        ChatOptions options = new() { Tools = [new HostedCodeInterpreterTool { Inputs = [new HostedFileContent("file_1")] }] };
        using var test = new ChatTestClient(new MessageScript().Text("ok").End());
        await test.Chat.GetResponseAsync("Hi", options);
        await test.Chat.GetResponseAsync([new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "ok"), new(ChatRole.User, "Go on")], options);

        JsonAssert.Equal("""[{"type":"text","text":"Hi"},{"type":"container_upload","file_id":"file_1"}]""", test.Request().GetProperty("messages")[0].GetProperty("content"));
        JsonElement turns = test.Request(1).GetProperty("messages");
        Assert.Equal(test.Request().GetProperty("messages")[0].GetRawText(), turns[0].GetRawText());
        JsonAssert.Equal("""[{"type":"text","text":"Go on"}]""", turns[2].GetProperty("content"));
        Assert.Equal("files-api-2025-04-14", test.Exchanges[0].Headers["anthropic-beta"]);
    }

    [Fact]
    public async Task CodeInterpreter_WithOtherInputs_Throws() => await Assert.ThrowsAsync<NotSupportedException>(
        () => ToolsAsync(new HostedCodeInterpreterTool { Inputs = [new DataContent(new byte[] { 1 }, "text/csv")] }));

    [Fact]
    public async Task McpServer_IsAToolsetAndAServer()
    {
        using var test = new ChatTestClient(new MessageScript().Text("ok").End());
        await test.Chat.GetResponseAsync("Hi", new ChatOptions
        {
            Tools =
            [
                new HostedMcpServerTool("m", new Uri("https://mcp.test/"))
                {
                    AllowedTools = ["a"], ApprovalMode = HostedMcpServerToolApprovalMode.NeverRequire, ServerDescription = "About.",
                    Headers = new Dictionary<string, string> { ["authorization"] = "Bearer t", ["X-Other"] = "1" },
                },
            ],
        });

        JsonAssert.Equal("""[{"type":"url","name":"m","url":"https://mcp.test/","authorization_token":"t"}]""", test.Request().GetProperty("mcp_servers"));
        JsonAssert.Equal(
            """[{"type":"mcp_toolset","mcp_server_name":"m","default_config":{"enabled":false},"configs":{"a":{"enabled":true}}}]""", test.Request().GetProperty("tools"));
        Assert.Equal("mcp-client-2025-11-20", test.Exchanges[0].Headers["anthropic-beta"]);
        Assert.Equal(["HostedMcpServerTool.ServerDescription", "HostedMcpServerTool.Headers[X-Other]"], test.Unmapped.Select(item => item.Name));
    }

    [Fact]
    public async Task McpServer_WithApproval_Throws()
    {
        var tool = new HostedMcpServerTool("m", new Uri("https://mcp.test/")) { ApprovalMode = HostedMcpServerToolApprovalMode.AlwaysRequire };
        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => ToolsAsync(tool));
        Assert.Contains("NeverRequire", exception.Message, StringComparison.Ordinal);
    }

    // HostedToolSearchTool is experimental in Microsoft.Extensions.AI 10.11. Only these tests name it.
#pragma warning disable MEAI001
    [Fact]
    public async Task ToolSearch_WithoutNames_DefersAllTools() => JsonAssert.Equal(
        """
        [{"type":"tool_search_tool_regex_20251119","name":"tool_search_tool_regex"},
         {"type":"custom","name":"d","description":"Declared.","input_schema":{"type":"object"},"defer_loading":true},
         {"type":"mcp_toolset","mcp_server_name":"m","default_config":{"defer_loading":true}}]
        """,
        await ToolsAsync(new HostedToolSearchTool(), new Declaration("d"), new HostedMcpServerTool("m", new Uri("https://mcp.test/"))));

    [Fact]
    public async Task ToolSearch_WithNames_DefersOnlyThose() => JsonAssert.Equal(
        """
        [{"type":"custom","name":"d","description":"Declared.","input_schema":{"type":"object"},"defer_loading":true},
         {"type":"custom","name":"e","description":"Declared.","input_schema":{"type":"object"}},
         {"type":"tool_search_tool_regex_20251119","name":"tool_search_tool_regex"}]
        """,
        await ToolsAsync(new Declaration("d"), new Declaration("e"), new HostedToolSearchTool { DeferredTools = ["d"] }));
#pragma warning restore MEAI001

    [Fact]
    public async Task Tools_WithoutCounterpart_AreReported()
    {
        Assert.Equal(["HostedFileSearchTool"], await ReportsAsync(new HostedFileSearchTool()));
        Assert.Equal(["HostedImageGenerationTool"], await ReportsAsync(new HostedImageGenerationTool()));
    }

    [Fact]
    public async Task Definition_IsSentUnchanged_AndCanBeFound()
    {
        var definition = new WebFetchTool20250910 { MaxUses = 2 };
        AITool tool = definition.AsAITool();

        JsonAssert.Equal("""[{"type":"web_fetch_20250910","name":"web_fetch","max_uses":2}]""", await ToolsAsync(tool));
        Assert.Same(definition, tool.GetService<ToolDefinition>());
        Assert.Null(tool.GetService<string>());
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, true, """{"type":"auto","disable_parallel_tool_use":false}""")]
    [InlineData("auto", null, """{"type":"auto"}""")]
    [InlineData("none", false, """{"type":"none"}""")]
    [InlineData("any", false, """{"type":"any","disable_parallel_tool_use":true}""")]
    [InlineData("d", null, """{"type":"tool","name":"d"}""")]
    public async Task ToolMode_IsTheToolChoice(string? mode, bool? allowsMultiple, string? expected)
    {
        ChatToolMode? toolMode = mode switch
        {
            null => null,
            "auto" => ChatToolMode.Auto,
            "none" => ChatToolMode.None,
            "any" => ChatToolMode.RequireAny,
            _ => ChatToolMode.RequireSpecific(mode),
        };
        JsonElement request = await ChatTestClient.SendAsync(
            new ChatOptions { Tools = [new Declaration("d")], ToolMode = toolMode, AllowMultipleToolCalls = allowsMultiple });

        Assert.Equal(expected is not null, request.TryGetProperty("tool_choice", out JsonElement choice));
        if (expected is not null)
        {
            JsonAssert.Equal(expected, choice);
        }
    }

    [Fact]
    public async Task ToolMode_WithoutTools_IsNotSent() =>
        Assert.False((await ChatTestClient.SendAsync(new ChatOptions { ToolMode = ChatToolMode.None, AllowMultipleToolCalls = false })).TryGetProperty("tool_choice", out _));

    private sealed class Declaration(string name) : AIFunctionDeclaration
    {
        public override string Name => name;

        public override string Description => "Declared.";

        public override JsonElement JsonSchema => JsonDocument.Parse(Schema).RootElement;

        public override IReadOnlyDictionary<string, object?> AdditionalProperties => Properties;

        public string Schema { get; init; } = "{}";

        public Dictionary<string, object?> Properties { get; } = [];
    }
}
