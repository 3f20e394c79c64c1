using System.Text;
using System.Text.Json;
using Claude.Aot.Testing;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.Tests;

/// <summary>Each kind of block, by the content that it becomes, in one piece and in a stream.</summary>
public sealed class ResponseMappingTests
{
    private static async Task<T> ContentAsync<T>(string block)
        where T : AIContent
    {
        (ChatResponse whole, ChatResponse streamed) = await ChatTestClient.AnswerAsync(BlockScript.Stream(block));
        T content = Assert.IsType<T>(Assert.Single(whole.Messages.Single().Contents));
        Assert.Equal(Serialize(whole), Serialize(streamed));
        JsonAssert.Equal(block, JsonDocument.Parse(Assert.IsAssignableFrom<ContentBlock>(content.RawRepresentation).ToJson()).RootElement);
        return content;
    }

    private static string Serialize(ChatResponse response) => JsonSerializer.Serialize(response.Messages.Single().Contents, AIJsonUtilities.DefaultOptions);

    private static string TextOf(AIContent? content) => Encoding.UTF8.GetString(Assert.IsType<DataContent>(content).Data.Span);

    [Fact]
    public async Task WebSearch_Call_HasItsQuery()
    {
        WebSearchToolCallContent call = await ContentAsync<WebSearchToolCallContent>("""{"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"rivers"}}""");
        Assert.Equal("s1", call.CallId);
        Assert.Equal(["rivers"], call.Queries);
    }

    [Fact]
    public async Task WebSearch_Result_HasItsHits()
    {
        var result = await ContentAsync<Microsoft.Extensions.AI.WebSearchToolResultContent>(
            """{"type":"web_search_tool_result","tool_use_id":"s1","content":[{"type":"web_search_result","url":"https://x.test/","title":"X","encrypted_content":"e","page_age":null}]}""");
        UriContent hit = Assert.IsType<UriContent>(Assert.Single(result.Outputs!));
        Assert.Equal("s1", result.CallId);
        Assert.Equal("https://x.test/", hit.Uri.AbsoluteUri);
        Assert.Equal("X", hit.AdditionalProperties!["title"]);
    }

    [Theory]
    [InlineData("web_search", typeof(Microsoft.Extensions.AI.WebSearchToolResultContent))]
    [InlineData("web_fetch", typeof(Microsoft.Extensions.AI.WebSearchToolResultContent))]
    [InlineData("code_execution", typeof(CodeInterpreterToolResultContent))]
    [InlineData("bash_code_execution", typeof(CodeInterpreterToolResultContent))]
    [InlineData("text_editor_code_execution", typeof(CodeInterpreterToolResultContent))]
    public async Task Error_OfAHostedTool_IsAnErrorContent(string tool, Type type)
    {
        (ChatResponse whole, _) = await ChatTestClient.AnswerAsync(BlockScript.Stream(
            $$$"""{"type":"{{{tool}}}_tool_result","tool_use_id":"s1","content":{"type":"{{{tool}}}_tool_result_error","error_code":"max_uses_exceeded"}}"""));

        AIContent content = whole.Messages[0].Contents[0];
        Assert.IsType(type, content);
        IList<AIContent>? outputs = (content as CodeInterpreterToolResultContent)?.Outputs ?? (content as Microsoft.Extensions.AI.WebSearchToolResultContent)?.Outputs;
        Assert.Equal("max_uses_exceeded", Assert.IsType<ErrorContent>(Assert.Single(outputs!)).ErrorCode);
    }

    [Fact]
    public async Task WebFetch_IsASearchOfOnePage()
    {
        WebSearchToolCallContent call = await ContentAsync<WebSearchToolCallContent>("""{"type":"server_tool_use","id":"s1","name":"web_fetch","input":{"url":"https://x.test/"}}""");
        Assert.Equal(["https://x.test/"], call.Queries);
        var result = await ContentAsync<Microsoft.Extensions.AI.WebSearchToolResultContent>("""
            {"type":"web_fetch_tool_result","tool_use_id":"s1","content":{"type":"web_fetch_result","url":"https://x.test/","retrieved_at":null,
             "content":{"type":"document","source":{"type":"text","media_type":"text/plain","data":"d"}}}}
            """.ReplaceLineEndings(""));
        Assert.Equal("https://x.test/", Assert.IsType<UriContent>(Assert.Single(result.Outputs!)).Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("code_execution", """{"code":"print(1)"}""", "text/x-python", "print(1)")]
    [InlineData("bash_code_execution", """{"command":"ls"}""", "application/x-sh", "ls")]
    [InlineData("text_editor_code_execution", """{"command":"view","path":"a"}""", "application/json", """{"command":"view","path":"a"}""")]
    public async Task CodeInterpreter_Call_HasItsCode(string name, string input, string mediaType, string code)
    {
        CodeInterpreterToolCallContent call = await ContentAsync<CodeInterpreterToolCallContent>($$"""{"type":"server_tool_use","id":"s1","name":"{{name}}","input":{{input}}}""");
        Assert.Equal(mediaType, Assert.IsType<DataContent>(Assert.Single(call.Inputs!)).MediaType);
        Assert.Equal(code, TextOf(call.Inputs![0]));
    }

    [Theory]
    [InlineData("code_execution", "code_execution_output")]
    [InlineData("bash_code_execution", "bash_code_execution_output")]
    public async Task CodeInterpreter_Result_HasOutputErrorAndFiles(string tool, string output)
    {
        CodeInterpreterToolResultContent result = await ContentAsync<CodeInterpreterToolResultContent>($$$"""
            {"type":"{{{tool}}}_tool_result","tool_use_id":"s1","content":{"type":"{{{tool}}}_result","stdout":"out","stderr":"err","return_code":2,
             "content":[{"type":"{{{output}}}","file_id":"f1"}]}}
            """.ReplaceLineEndings(""));
        Assert.Equal("out", Assert.IsType<TextContent>(result.Outputs![0]).Text);
        Assert.Equal("err", Assert.IsType<ErrorContent>(result.Outputs[1]).Message);
        Assert.Equal("2", Assert.IsType<ErrorContent>(result.Outputs[1]).ErrorCode);
        Assert.Equal("f1", Assert.IsType<HostedFileContent>(result.Outputs[2]).FileId);
    }

    [Fact]
    public async Task CodeInterpreter_ViewedFile_IsText()
    {
        CodeInterpreterToolResultContent result = await ContentAsync<CodeInterpreterToolResultContent>("""
            {"type":"text_editor_code_execution_tool_result","tool_use_id":"s1","content":
             {"type":"text_editor_code_execution_view_result","file_type":"text","content":"line","start_line":1,"num_lines":1,"total_lines":1}}
            """.ReplaceLineEndings(""));
        Assert.Equal("line", Assert.IsType<TextContent>(Assert.Single(result.Outputs!)).Text);
    }

    [Fact]
    public async Task CodeInterpreter_EncryptedResult_HasErrorAndFiles()
    {
        CodeInterpreterToolResultContent result = await ContentAsync<CodeInterpreterToolResultContent>("""
            {"type":"code_execution_tool_result","tool_use_id":"s1","content":
             {"type":"encrypted_code_execution_result","encrypted_stdout":"e","stderr":"err","return_code":1,"content":[{"type":"code_execution_output","file_id":"f1"}]}}
            """.ReplaceLineEndings(""));
        Assert.Equal("err", Assert.IsType<ErrorContent>(result.Outputs![0]).Message);
        Assert.Equal("f1", Assert.IsType<HostedFileContent>(result.Outputs[1]).FileId);
    }

    [Fact]
    public async Task Mcp_CallAndResult_HaveTheirParts()
    {
        McpServerToolCallContent call = await ContentAsync<McpServerToolCallContent>("""{"type":"mcp_tool_use","id":"m1","name":"find","server_name":"m","input":{"q":1}}""");
        Assert.Equal(("m1", "find", "m"), (call.CallId, call.Name, call.ServerName));
        Assert.Equal(1, Assert.IsType<JsonElement>(call.Arguments!["q"]).GetInt32());

        McpServerToolResultContent result = await ContentAsync<McpServerToolResultContent>(
            """{"type":"mcp_tool_result","tool_use_id":"m1","is_error":false,"content":[{"type":"text","text":"found"}]}""");
        Assert.Equal("found", Assert.IsType<TextContent>(Assert.Single(result.Outputs!)).Text);

        McpServerToolResultContent failed = await ContentAsync<McpServerToolResultContent>(
            """{"type":"mcp_tool_result","tool_use_id":"m1","is_error":true,"content":[{"type":"text","text":"down"}]}""");
        Assert.Equal("down", Assert.IsType<ErrorContent>(Assert.Single(failed.Outputs!)).Message);
    }

    [Theory]
    [InlineData("""{"type":"server_tool_use","id":"s1","name":"tool_search_tool_regex","input":{"query":"w"}}""")]
    [InlineData("""{"type":"server_tool_use","id":"s1","name":"advisor","input":{}}""")]
    public async Task OtherServerCall_HasItsId(string block) => Assert.Equal("s1", (await ContentAsync<ToolCallContent>(block)).CallId);

    [Theory]
    [InlineData("""{"type":"tool_search_tool_result","tool_use_id":"s1","content":{"type":"tool_search_tool_search_result","tool_references":[]}}""")]
    [InlineData("""{"type":"advisor_tool_result","tool_use_id":"s1","content":{"type":"advisor_tool_result_error","error_code":"unavailable"}}""")]
    public async Task OtherServerResult_HasItsId(string block) => Assert.Equal("s1", (await ContentAsync<ToolResultContent>(block)).CallId);

    [Fact]
    public async Task ContainerUpload_IsAFile() =>
        Assert.Equal("f1", (await ContentAsync<HostedFileContent>("""{"type":"container_upload","file_id":"f1"}""")).FileId);

    [Theory]
    [InlineData("""{"type":"future_block","value":{"z":1,"a":[1.50]}}""")]
    [InlineData("""{"type":"compaction","content":"summary"}""")]
    [InlineData("""{"type":"mcp_tool_listing","mcp_server_name":"m","tools":[]}""")]
    public async Task BlockWithoutCounterpart_IsAPlainContent(string block)
    {
        AIContent content = await ContentAsync<AIContent>(block);
        using var test = new ChatTestClient(new MessageScript().Text("ok").End());
        string stored = JsonSerializer.Serialize(new ChatMessage(ChatRole.Assistant, [content, new TextContent("t")]), AIJsonUtilities.DefaultOptions);
        await test.Chat.GetResponseAsync(
            [new(ChatRole.User, "Hi"), JsonSerializer.Deserialize<ChatMessage>(stored, AIJsonUtilities.DefaultOptions)!, new(ChatRole.User, "Go on")]);
        Assert.Contains(block, test.Exchanges[0].BodyText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"char_location","cited_text":"c","document_index":0,"document_title":"T","start_char_index":0,"end_char_index":1,"file_id":"f"}""", "T", null, "f", null)]
    [InlineData("""{"type":"page_location","cited_text":"c","document_index":0,"document_title":"T","start_page_number":1,"end_page_number":2,"file_id":null}""", "T", null, null, null)]
    [InlineData("""{"type":"content_block_location","cited_text":"c","document_index":0,"document_title":"T","start_block_index":0,"end_block_index":1}""", "T", null, null, null)]
    [InlineData("""{"type":"web_search_result_location","cited_text":"c","url":"https://x.test/","title":"T","encrypted_index":"i"}""", "T", "https://x.test/", null, "web_search")]
    [InlineData("""{"type":"search_result_location","cited_text":"c","source":"https://x.test/","title":"T","search_result_index":0,"start_block_index":0,"end_block_index":1}""", "T", "https://x.test/", null, null)]
    public async Task Citation_IsAnAnnotation(string citation, string title, string? url, string? file, string? tool)
    {
        (ChatResponse whole, ChatResponse streamed) = await ChatTestClient.AnswerAsync(BlockScript.Events(
            "end_turn",
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"","citations":[]}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Rivers bend."}}""",
            $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"citations_delta","citation":{{{citation}}}}}""",
            """{"type":"content_block_stop","index":0}"""));

        Assert.All([whole, streamed], response =>
        {
            Assert.Equal("Rivers bend.", response.Text);
            CitationAnnotation annotation = Assert.IsType<CitationAnnotation>(Assert.Single(response.Messages[0].Contents.SelectMany(content => content.Annotations ?? [])));
            Assert.Equal((title, url, file, tool, "c"), (annotation.Title, annotation.Url?.AbsoluteUri, annotation.FileId, annotation.ToolName, annotation.Snippet));
            JsonAssert.Equal(citation, JsonDocument.Parse(Assert.IsAssignableFrom<TextCitation>(annotation.RawRepresentation).RawJson.ToString()).RootElement);
        });
    }

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("max_tokens", "length")]
    [InlineData("model_context_window_exceeded", "length")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("refusal", "content_filter")]
    [InlineData("pause_turn", "pause_turn")]
    [InlineData("compaction", "compaction")]
    [InlineData("future_reason", "future_reason")]
    public async Task StopReason_IsTheFinishReason(string reason, string expected)
    {
        (ChatResponse whole, ChatResponse streamed) = await ChatTestClient.AnswerAsync(new MessageScript().Text("a").End(reason));
        Assert.Equal(expected, whole.FinishReason?.Value);
        Assert.Equal(expected, streamed.FinishReason?.Value);
    }

    [Fact]
    public async Task StopReason_OfNull_IsNoFinishReason()
    {
        (ChatResponse whole, ChatResponse streamed) = await ChatTestClient.AnswerAsync(BlockScript.Ending("""{"stop_reason":null,"stop_sequence":null}"""));
        Assert.Null(whole.FinishReason);
        Assert.Null(streamed.FinishReason);
    }

    [Fact]
    public async Task StopSequenceAndRefusal_HaveTheirDetails()
    {
        (ChatResponse stopped, ChatResponse streamed) = await ChatTestClient.AnswerAsync(BlockScript.Ending("""{"stop_reason":"stop_sequence","stop_sequence":"END"}"""));
        Assert.Equal("END", stopped.Messages[0].AdditionalProperties!["claude.stop_sequence"]);
        Assert.Equal("END", streamed.Messages[0].AdditionalProperties!["claude.stop_sequence"]);

        (ChatResponse refused, _) = await ChatTestClient.AnswerAsync(BlockScript.Ending(
            """{"stop_reason":"refusal","stop_sequence":null,"stop_details":{"type":"refusal","category":"cyber","explanation":"No."}}"""));
        ErrorContent error = Assert.IsType<ErrorContent>(Assert.Single(refused.Messages[0].Contents));
        Assert.Equal(("No.", "Refusal", "cyber"), (error.Message, error.ErrorCode, error.Details));
        JsonAssert.Equal("""{"type":"refusal","category":"cyber","explanation":"No."}""", (JsonElement)refused.Messages[0].AdditionalProperties!["claude.stop_details"]!);
    }

    [Fact]
    public async Task Usage_CountsCachedAndReasoningTokens()
    {
        (ChatResponse whole, ChatResponse streamed) = await ChatTestClient.AnswerAsync(BlockScript.Ending(
            """{"stop_reason":"end_turn","stop_sequence":null}""",
            """{"output_tokens":50,"output_tokens_details":{"thinking_tokens":20},"server_tool_use":{"web_search_requests":2,"web_fetch_requests":1}}""",
            """{"input_tokens":7,"cache_creation_input_tokens":30,"cache_read_input_tokens":200,"output_tokens":1}"""));

        Assert.All([whole.Usage!, streamed.Usage!], usage =>
        {
            Assert.Equal((237, 200, 50, 20, 287), (usage.InputTokenCount, usage.CachedInputTokenCount, usage.OutputTokenCount, usage.ReasoningTokenCount, usage.TotalTokenCount));
            Assert.Equal(
                [("CacheCreationInputTokens", 30L), ("WebFetchRequests", 1L), ("WebSearchRequests", 2L)],
                usage.AdditionalCounts!.Select(count => (count.Key, count.Value)).Order());
        });
    }

    [Fact]
    public async Task Response_HasIdsModelAndTheMessage()
    {
        (ChatResponse whole, ChatResponse streamed) = await ChatTestClient.AnswerAsync(new MessageScript().Text("a").End());
        Assert.All([whole, streamed], response =>
        {
            Assert.Equal(("msg_scripted", "msg_scripted", "claude-sonnet-5-5"), (response.ResponseId, response.Messages[0].MessageId, response.ModelId));
            Assert.Equal(ChatRole.Assistant, response.Messages.Single().Role);
            Assert.NotNull(response.CreatedAt);
            Assert.Null(response.ConversationId);
        });
        Assert.IsType<Message>(whole.RawRepresentation);
        Assert.IsType<Message>(whole.Messages[0].RawRepresentation);
    }
}
