using System.Text.Json;
using Claude.Aot.Testing;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.Tests;

/// <summary>Each kind of content, by the body of the request that a history with it gives.</summary>
public sealed class ContentMappingTests
{
    private static readonly ChatMessage s_hi = new(ChatRole.User, "Hi");

    private static FunctionCallContent Call(string id = "1") => new(id, "f", new Dictionary<string, object?> { ["n"] = 1 });

    private static async Task<(JsonElement Request, string[] Reports)> SendAsync(params ChatMessage[] messages)
    {
        using var test = new ChatTestClient(new MessageScript().Text("ok").End());
        await test.Chat.GetResponseAsync(messages);
        return (test.Request(), [.. test.Unmapped.Select(item => item.Name)]);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/csv")]
    [InlineData("application/json")]
    public async Task Data_OfText_IsADocument(string mediaType)
    {
        var content = new DataContent("[1]"u8.ToArray(), mediaType) { Name = "a" };
        JsonAssert.Equal(
            """[{"type":"document","title":"a","source":{"type":"text","media_type":"text/plain","data":"[1]"}}]""", await ChatTestClient.SendContentsAsync(content));
    }

    [Theory]
    [InlineData("image/jpeg", """{"type":"image","source":{"type":"url","url":"https://x.test/a"}}""")]
    [InlineData("application/pdf", """{"type":"document","source":{"type":"url","url":"https://x.test/a"}}""")]
    public async Task Uri_OfAnImageOrAPdf_IsSent(string mediaType, string expected) =>
        JsonAssert.Equal($"[{expected}]", await ChatTestClient.SendContentsAsync(new UriContent("https://x.test/a", mediaType)));

    [Theory]
    [InlineData("image/png", """{"type":"image","source":{"type":"file","file_id":"f"}}""")]
    [InlineData("application/pdf", """{"type":"document","title":"n","source":{"type":"file","file_id":"f"}}""")]
    [InlineData(null, """{"type":"document","title":"n","source":{"type":"file","file_id":"f"}}""")]
    [InlineData("text/csv", """{"type":"container_upload","file_id":"f"}""")]
    public async Task HostedFile_IsABlockOfItsKind(string? mediaType, string expected)
    {
        using var test = new ChatTestClient(new MessageScript().Text("ok").End());
        await test.Chat.GetResponseAsync([new(ChatRole.User, [new HostedFileContent("f") { MediaType = mediaType, Name = "n" }])]);
        JsonAssert.Equal($"[{expected}]", test.Request().GetProperty("messages")[0].GetProperty("content"));
        Assert.Equal("files-api-2025-04-14", test.Exchanges[0].Headers["anthropic-beta"]);
    }

    [Theory]
    [InlineData("audio")]
    [InlineData("video link")]
    [InlineData("vector store")]
    public async Task Content_ThatWouldBeMissed_Throws(string kind)
    {
        AIContent content = kind switch
        {
            "audio" => new DataContent(new byte[] { 1 }, "audio/wav"),
            "video link" => new UriContent("https://x.test/a", "video/mp4"),
            _ => new HostedVectorStoreContent("v"),
        };
        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(() => ChatTestClient.SendContentsAsync(content));
        Assert.Contains(content.GetType().Name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Role_WithoutCounterpart_Throws() => await Assert.ThrowsAsync<NotSupportedException>(() => SendAsync(new ChatMessage(new ChatRole("critic"), "No.")));

    [Fact]
    public async Task Role_OfAnyCase_IsTheSame() =>
        Assert.Equal("user", (await SendAsync(new ChatMessage(new ChatRole("USER"), "Hi"))).Request.GetProperty("messages")[0].GetProperty("role").GetString());

    [Fact]
    public async Task ContentsForOthers_AreSkipped()
    {
        FunctionCallContent call = Call();
        (JsonElement request, string[] reports) = await SendAsync(new ChatMessage(ChatRole.User,
        [
            new TextContent("Hi"), new UsageContent(new UsageDetails()), new ErrorContent("x"), new ToolApprovalRequestContent("r", call),
            new ToolApprovalResponseContent("r", true, call),
        ]));
        JsonAssert.Equal("""[{"type":"text","text":"Hi"}]""", request.GetProperty("messages")[0].GetProperty("content"));
        Assert.Empty(reports);
    }

    /// <summary>A history can come from another provider, or from a store that did not keep the blocks.</summary>
    [Fact]
    public async Task HostedCalls_WithoutTheirBlock_AreReported()
    {
        (JsonElement request, string[] reports) = await SendAsync(
            s_hi,
            new ChatMessage(ChatRole.Assistant,
            [
                new WebSearchToolCallContent("1"), new Microsoft.Extensions.AI.WebSearchToolResultContent("1"), new CodeInterpreterToolCallContent("2"),
                new CodeInterpreterToolResultContent("2"), new ImageGenerationToolCallContent("3"), new ImageGenerationToolResultContent("3"), new TextContent("Found."),
            ]),
            new ChatMessage(ChatRole.User, "Go on"));

        JsonAssert.Equal("""[{"type":"text","text":"Found."}]""", request.GetProperty("messages")[1].GetProperty("content"));
        Assert.Equal(6, reports.Length);
        Assert.Contains("WebSearchToolCallContent", reports);
    }

    [Fact]
    public async Task McpCall_OfAHistory_IsSentWithItsBeta()
    {
        using var test = new ChatTestClient(new MessageScript().Text("ok").End());
        await test.Chat.GetResponseAsync(
        [
            s_hi,
            new ChatMessage(ChatRole.Assistant,
            [
                new McpServerToolCallContent("1", "find", "m") { Arguments = new Dictionary<string, object?> { ["q"] = "x" } },
                new McpServerToolResultContent("1") { Outputs = [new ErrorContent("down")] }, new TextContent("It is down."),
            ]),
            new ChatMessage(ChatRole.User, "Go on"),
        ]);

        JsonAssert.Equal(
            """
            [{"type":"mcp_tool_use","id":"1","name":"find","server_name":"m","input":{"q":"x"}},
             {"type":"mcp_tool_result","tool_use_id":"1","is_error":true,"content":[{"type":"text","text":"down"}]},{"type":"text","text":"It is down."}]
            """,
            test.Request().GetProperty("messages")[1].GetProperty("content"));
        Assert.Equal("mcp-client-2025-11-20", test.Exchanges[0].Headers["anthropic-beta"]);
    }

    [Fact]
    public async Task Call_WithArgumentsOfManyTypes_IsSent()
    {
        var call = new FunctionCallContent("1", "f", new Dictionary<string, object?>
        {
            ["s"] = "x",
            ["i"] = 1,
            ["d"] = 0.5,
            ["b"] = true,
            ["n"] = null,
            ["a"] = new[] { "y" },
            ["j"] = JsonDocument.Parse("{\"k\":1e2}").RootElement,
        });
        JsonElement request = await ChatTestClient.SendAsync([s_hi, new(ChatRole.Assistant, [call]), new(ChatRole.Tool, [new FunctionResultContent("1", "ok")])]);
        JsonElement input = request.GetProperty("messages")[1].GetProperty("content")[0].GetProperty("input");
        JsonAssert.Equal("""{"s":"x","i":1,"d":0.5,"b":true,"n":null,"a":["y"],"j":{"k":1e2}}""", input);
        Assert.Contains("1e2", input.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithBadJson_HasAnEmptyInput()
    {
        FunctionCallContent call = FunctionCallContent.CreateFromParsedArguments(
            "{\"n\":", "1", "f", static json => JsonSerializer.Deserialize<Dictionary<string, object?>>(json, AIJsonUtilities.DefaultOptions));
        Assert.NotNull(call.Exception);
        JsonElement request = await ChatTestClient.SendAsync([s_hi, new(ChatRole.Assistant, [call]), new(ChatRole.Tool, [new FunctionResultContent("1", "no")])]);
        JsonAssert.Equal("{}", request.GetProperty("messages")[1].GetProperty("content")[0].GetProperty("input"));
    }

    [Theory]
    [InlineData("text", """[{"type":"text","text":"a"}]""")]
    [InlineData("image", """[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQ=="}}]""")]
    [InlineData("many", """[{"type":"text","text":"a"},{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AQ=="}}]""")]
    [InlineData("error", """[{"type":"text","text":"bad"}]""")]
    [InlineData("block", """[{"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"x"}]}]""")]
    public async Task Result_OfContents_IsBlocks(string kind, string expected)
    {
        object result = kind switch
        {
            "text" => new TextContent("a"),
            "image" => new DataContent(new byte[] { 1 }, "image/png"),
            "many" => new List<AIContent> { new TextContent("a"), new TextContent(""), new DataContent(new byte[] { 1 }, "application/pdf"), new ErrorContent("") },
            "error" => new ErrorContent("bad"),
            _ => new SearchResultBlock { SourceName = "s", Title = "t", Content = [new TextBlock("x")] },
        };
        JsonElement request = await ChatTestClient.SendAsync([s_hi, new(ChatRole.Assistant, [Call()]), new(ChatRole.Tool, [new FunctionResultContent("1", result)])]);
        JsonAssert.Equal(expected, request.GetProperty("messages")[2].GetProperty("content")[0].GetProperty("content"));
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(true, "true")]
    [InlineData(0.5, "0.5")]
    public async Task Result_OfAnotherType_IsJson(object result, string expected)
    {
        JsonElement request = await ChatTestClient.SendAsync([s_hi, new(ChatRole.Assistant, [Call()]), new(ChatRole.Tool, [new FunctionResultContent("1", result)])]);
        Assert.Equal(expected, request.GetProperty("messages")[2].GetProperty("content")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Result_OfNothing_HasNoContent()
    {
        JsonElement request = await ChatTestClient.SendAsync([s_hi, new(ChatRole.Assistant, [Call()]), new(ChatRole.Tool, [new FunctionResultContent("1", null)])]);
        JsonAssert.Equal("""[{"type":"tool_result","tool_use_id":"1"}]""", request.GetProperty("messages")[2].GetProperty("content"));
    }

    [Fact]
    public async Task System_Messages_PrecedeTheInstructions()
    {
        JsonElement request = await ChatTestClient.SendAsync([new(ChatRole.System, "One."), new(ChatRole.System, "Two."), s_hi], new ChatOptions { Instructions = "Three." });
        Assert.Equal(["One.", "Two.", "Three."], request.GetProperty("system").EnumerateArray().Select(block => block.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task System_WithOtherContent_Throws() => await Assert.ThrowsAsync<NotSupportedException>(
        () => SendAsync(new ChatMessage(ChatRole.System, [new DataContent(new byte[] { 1 }, "image/png")]), s_hi));

    /// <summary>The API rejects blocks of text without a visible character.</summary>
    [Fact]
    public async Task Text_WithoutVisibleCharacters_IsLeftOut()
    {
        (JsonElement request, _) = await SendAsync(new ChatMessage(ChatRole.User, [new TextContent(" \n"), new TextContent("Hi")]));
        JsonAssert.Equal("""[{"type":"text","text":"Hi"}]""", request.GetProperty("messages")[0].GetProperty("content"));
    }

    [Fact]
    public async Task CacheMark_OfAContentWithABlock_IsSent()
    {
        using var test = new ChatTestClient(BlockScript.Stream("tool_use",
        [
            """{"type":"text","text":"cited","citations":[{"type":"char_location","cited_text":"c","document_index":0,"document_title":null,"start_char_index":0,"end_char_index":1}]}""",
            """{"type":"tool_use","id":"1","name":"f","input":{"n":1}}""",
        ]));
        ChatResponse response = await test.Chat.GetResponseAsync("Hi");
        foreach (AIContent content in response.Messages[0].Contents)
        {
            content.WithCacheControl(CacheTtl.OneHour);
        }

        await test.Chat.GetResponseAsync([s_hi, .. response.Messages, new(ChatRole.Tool, [new FunctionResultContent("1", "ok")])]);

        JsonAssert.Equal(
            """
            [{"type":"text","text":"cited","citations":[{"type":"char_location","cited_text":"c","document_index":0,"document_title":null,"start_char_index":0,"end_char_index":1}],
              "cache_control":{"type":"ephemeral","ttl":"1h"}},
             {"type":"tool_use","id":"1","name":"f","input":{"n":1},"cache_control":{"type":"ephemeral","ttl":"1h"}}]
            """,
            test.Request(1).GetProperty("messages")[1].GetProperty("content"));
    }

    [Theory]
    [InlineData("\"5m\"", """{"type":"ephemeral","ttl":"5m"}""")]
    [InlineData("""{"type":"ephemeral","ttl":"1h"}""", """{"type":"ephemeral","ttl":"1h"}""")]
    [InlineData("""{"type":"ephemeral"}""", """{"type":"ephemeral"}""")]
    public async Task CacheMark_OfAStoredHistory_IsSent(string mark, string expected)
    {
        var content = new TextContent("t") { AdditionalProperties = new() { ["anthropic:cache_control"] = JsonDocument.Parse(mark).RootElement } };
        JsonAssert.Equal(expected, (await ChatTestClient.SendContentsAsync(content))[0].GetProperty("cache_control"));
    }

    /// <summary>The API runs these calls when it has the results of the client's tools. Their own results are in the next turn.</summary>
    [Fact]
    public async Task ServerCall_BesideACallOfAFunction_IsKept()
    {
        using var test = new ChatTestClient(
            BlockScript.Stream("tool_use",
            [
                """{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{"query":"q"}}""", """{"type":"tool_use","id":"1","name":"f","input":{}}""",
            ]),
            BlockScript.Stream("""{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[]}""", """{"type":"text","text":"Found."}"""));
        List<ChatMessage> history = [s_hi];
        history.AddMessages(await test.Chat.GetResponseAsync(history));
        history.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("1", "ok")]));
        history.AddMessages(await test.Chat.GetResponseAsync(history));
        history.Add(s_hi);
        await test.Chat.GetResponseAsync(history);

        Assert.All([test.Request(1), test.Request(2)], request =>
            Assert.Equal("server_tool_use", request.GetProperty("messages")[1].GetProperty("content")[0].GetProperty("type").GetString()));
        Assert.Empty(test.Unmapped);
    }

    [Fact]
    public async Task Messages_AreEnumeratedOnce_AndNotChanged()
    {
        int enumerations = 0;
        ChatMessage[] messages = [s_hi, new(ChatRole.Assistant, [Call()]), new(ChatRole.Tool, [new FunctionResultContent("1", "ok")])];
        ChatOptions options = new() { Instructions = "Be brief.", Tools = [AIFunctionFactory.Create(() => 1, "f")] };
        string before = JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions) + JsonSerializer.Serialize(options, AIJsonUtilities.DefaultOptions);

        await ChatTestClient.SendAsync(Counted(), options);

        Assert.Equal(1, enumerations);
        Assert.Equal(before, JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions) + JsonSerializer.Serialize(options, AIJsonUtilities.DefaultOptions));
        Assert.Single(options.Tools);

        IEnumerable<ChatMessage> Counted()
        {
            enumerations++;
            foreach (ChatMessage message in messages)
            {
                yield return message;
            }
        }
    }
}
