using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Responses;

/// <summary>
/// Maps the blocks of the API's own tools, and blocks that have no counterpart. The resulting content is for display. The block itself is sent back to the API.
/// </summary>
internal static class ServerBlockMapper
{
    public static AIContent Map(ContentBlock block) => block switch
    {
        ServerToolUseBlock call => MapCall(call),
        McpToolUseBlock call => new McpServerToolCallContent(call.Id, call.Name, call.ServerName) { Arguments = BlockMapper.ArgumentsOf(call.Input, out _) },
        McpToolResultBlock result => new McpServerToolResultContent(result.ToolUseId) { Outputs = McpOutputs(result) },
        WebSearchToolResultBlock result => new Microsoft.Extensions.AI.WebSearchToolResultContent(result.ToolUseId) { Outputs = SearchOutputs(result.Content) },
        WebFetchToolResultBlock result => new Microsoft.Extensions.AI.WebSearchToolResultContent(result.ToolUseId) { Outputs = FetchOutputs(result.Content) },
        CodeExecutionToolResultBlock result => Code(result.ToolUseId, result.Content),
        BashCodeExecutionToolResultBlock result => Code(result.ToolUseId, result.Content),
        TextEditorCodeExecutionToolResultBlock result => Code(result.ToolUseId, result.Content),
        ToolSearchToolResultBlock result => new ToolResultContent(result.ToolUseId),
        AdvisorToolResultBlock result => new ToolResultContent(result.ToolUseId),
        ContainerUploadBlock upload => new HostedFileContent(upload.FileId),
        _ => new AIContent(),
    };

    private static ToolCallContent MapCall(ServerToolUseBlock call) => call.Name switch
    {
        "web_search" or "web_fetch" => new WebSearchToolCallContent(call.Id) { Queries = [.. StringsOf(call.Input, "query", "url")] },
        "code_execution" => MapCode(call.Id, StringsOf(call.Input, "code"), "text/x-python"),
        "bash_code_execution" => MapCode(call.Id, StringsOf(call.Input, "command"), "application/x-sh"),
        "text_editor_code_execution" => MapCode(call.Id, [call.Input.ToString()], "application/json"),
        _ => new ToolCallContent(call.Id),
    };

    private static CodeInterpreterToolCallContent MapCode(string id, IEnumerable<string> code, string mediaType) => new(id)
    {
        Inputs = [.. code.Select(text => new DataContent(Encoding.UTF8.GetBytes(text), mediaType))],
    };

    private static IEnumerable<string> StringsOf(ToolInput input, params string[] names)
    {
        Dictionary<string, object?>? arguments = BlockMapper.ArgumentsOf(input, out _);
        return names.Select(name => PropertyKeys.StringOf(arguments, name)).OfType<string>();
    }

    private static List<AIContent> McpOutputs(McpToolResultBlock result)
    {
        string text = result.Content?.Text ?? string.Concat((result.Content?.Blocks ?? []).OfType<TextBlock>().Select(block => block.Text));
        return [result.IsError == true ? new ErrorContent(text) : new TextContent(text)];
    }

    private static List<AIContent> SearchOutputs(WebSearchToolResultContent content)
    {
        if (content.Error is { } error)
        {
            return [Error(error.ErrorCode)];
        }

        List<AIContent> outputs = [];
        foreach (WebSearchResult hit in content.Results ?? [])
        {
            if (Link(hit.Url) is { } link)
            {
                link.AdditionalProperties = new() { ["title"] = hit.Title };
                outputs.Add(link);
            }
        }

        return outputs;
    }

    private static List<AIContent> FetchOutputs(WebFetchToolResultContent content) => content switch
    {
        WebFetchResult page => Link(page.Url) is { } link ? [link] : [],
        WebFetchToolResultError error => [Error(error.ErrorCode)],
        _ => [],
    };

    private static UriContent? Link(string url) => CitationMapper.UriOf(url) is { } uri ? new UriContent(uri, "text/html") : null;

    private static CodeInterpreterToolResultContent Code(string id, object content) => new(id)
    {
        Outputs = content switch
        {
            CodeExecutionResult r => CodeOutputs(r.Stdout, r.Stderr, r.ReturnCode, r.Content.Select(file => file.FileId)),
            BashCodeExecutionResult r => CodeOutputs(r.Stdout, r.Stderr, r.ReturnCode, r.Content.Select(file => file.FileId)),
            EncryptedCodeExecutionResult r => CodeOutputs("", r.Stderr, r.ReturnCode, r.Content.Select(file => file.FileId)),
            TextEditorCodeExecutionViewResult r => [new TextContent(r.Content)],
            CodeExecutionToolResultError error => [Error(error.ErrorCode)],
            BashCodeExecutionToolResultError error => [Error(error.ErrorCode)],
            TextEditorCodeExecutionToolResultError error => [Error(error.ErrorCode)],
            _ => [],
        },
    };

    private static List<AIContent> CodeOutputs(string stdout, string stderr, long returnCode, IEnumerable<string> files)
    {
        List<AIContent> outputs = [];
        if (stdout.Length > 0)
        {
            outputs.Add(new TextContent(stdout));
        }

        if (stderr.Length > 0 || returnCode != 0)
        {
            outputs.Add(new ErrorContent(stderr) { ErrorCode = returnCode.ToString(CultureInfo.InvariantCulture) });
        }

        outputs.AddRange(files.Select(file => new HostedFileContent(file)));
        return outputs;
    }

    private static ErrorContent Error(ServerToolErrorCode code) => new($"The tool failed: {code.Value}.") { ErrorCode = code.Value };
}
