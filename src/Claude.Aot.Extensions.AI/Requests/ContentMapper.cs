using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>
/// Maps the contents of a message to blocks. A content that was made from a block becomes that block again, byte for byte; raw representations of other
/// providers are ignored.
/// </summary>
internal sealed class ContentMapper(ClaudeChatClientOptions options, BetaSet betas)
{
    private readonly MediaMapper _media = new(betas);

    public void Add(List<ContentBlock> blocks, IList<AIContent> contents)
    {
        int start = blocks.Count;
        var reasoning = new ReasoningMapper(options);
        foreach (AIContent content in contents)
        {
            if (content is TextReasoningContent thinking)
            {
                reasoning.Add(blocks, thinking);
                continue;
            }

            reasoning.End();
            if (content is TextContent text)
            {
                AddText(blocks, text, start);
            }
            else if (Map(content) is { } block)
            {
                blocks.Add(block);
            }
        }

        reasoning.End();
    }

    public void AddSystem(List<ContentBlock> blocks, IList<AIContent> contents)
    {
        foreach (AIContent content in contents)
        {
            if (content is not TextContent text)
            {
                throw new NotSupportedException($"A system message contains a {content.GetType().Name}. The API accepts only text there.");
            }

            AddText(blocks, text, 0);
        }
    }

    public void AddContainerFiles(List<ContentBlock> blocks, List<HostedFileContent> files)
    {
        betas.Add(BetaSet.Files);
        blocks.AddRange(files.Select(file => new ContainerUploadBlock { FileId = file.FileId }));
    }

    private ContentBlock? Map(AIContent content) => content switch
    {
        // What functions, approvals and middleware leave in a history, and the API has no use for.
        UsageContent or ErrorContent or ToolApprovalRequestContent or ToolApprovalResponseContent or InputRequestContent or InputResponseContent => null,
        FunctionCallContent call => BlockOf(content) is ToolUseBlock block && IsUnchanged(call, block) ? block : MapCall(call),
        FunctionResultContent result => content.RawRepresentation as ToolResultBlock ?? MapResult(result),
        _ when BlockOf(content) is { } block => block,
        McpServerToolCallContent call =>
            new McpToolUseBlock { Id = call.CallId, Name = call.Name, ServerName = call.ServerName ?? "", Input = InputOf(call.Arguments) },
        McpServerToolResultContent result => new McpToolResultBlock { ToolUseId = result.CallId, Content = new ResultMapper(_media).Map(result.Outputs ?? []) },
        DataContent or UriContent or HostedFileContent => _media.Map(content),
        _ when content.GetType() == typeof(AIContent) => MapUnknown(content),
        _ => throw new NotSupportedException($"The API has no counterpart of {content.GetType().Name}."),
    };

    private ContentBlock? MapUnknown(AIContent content)
    {
        // One without anything separates neighboring blocks of text.
        if (content.RawRepresentation is not null || content.AdditionalProperties is { Count: > 0 })
        {
            options.Report(nameof(AIContent), "It was not created by this adapter, or its block was not kept.");
        }

        return null;
    }

    // Whoever approves a call may change its arguments.
    private static bool IsUnchanged(FunctionCallContent call, ToolUseBlock block) =>
        block.Id == call.CallId && block.Name == call.Name
        && (call.Arguments is null || (block.Input.State == ToolInputState.Valid
            && JsonElement.DeepEquals(block.Input.ToRawJson().ToJsonElement(), JsonValues.OfArguments(call.Arguments).ToJsonElement())));

    private static ToolUseBlock MapCall(FunctionCallContent call) => new()
    {
        Id = call.CallId,
        Name = call.Name,
        Input = InputOf(call.Arguments),
        CacheControl = PropertyKeys.CacheControlOf(call.AdditionalProperties),
    };

    private ToolResultBlock MapResult(FunctionResultContent result) => new()
    {
        ToolUseId = result.CallId,
        Content = new ResultMapper(_media).Map(result.Result) ?? (result.Exception is null ? null : new BlockContent("Error: The function failed.")),
        IsError = result.Exception is null ? null : true,
        CacheControl = PropertyKeys.CacheControlOf(result.AdditionalProperties),
    };

    private static ToolInput InputOf(IDictionary<string, object?>? arguments) =>
        arguments is { Count: > 0 } ? ToolInput.From(JsonValues.OfArguments(arguments)) : ToolInput.Empty;

    private void AddText(List<ContentBlock> blocks, TextContent content, int start)
    {
        CacheControl? cache = PropertyKeys.CacheControlOf(content.AdditionalProperties);
        TextBlock? block = BlockOf(content) as TextBlock;
        if (content.Text.Length == 0)
        {
            if (block is { Text.Length: > 0 })
            {
                AddCited(blocks, block, start);
            }

            return;
        }

        blocks.Add(block is not null && block.Text == content.Text && cache is null ? block : new TextBlock(content.Text) { CacheControl = cache });
    }

    // A streamed block with citations: its text came before, possibly joined with the text of an earlier block.
    private void AddCited(List<ContentBlock> blocks, TextBlock cited, int start)
    {
        if (blocks.Count <= start || blocks[^1] is not TextBlock { RawJson.IsEmpty: true } text || !text.Text.EndsWith(cited.Text, StringComparison.Ordinal))
        {
            options.Report(nameof(CitationAnnotation), "The text of the citation was changed or removed.");
            return;
        }

        blocks.RemoveAt(blocks.Count - 1);
        if (text.Text.Length > cited.Text.Length)
        {
            blocks.Add(new TextBlock(text.Text[..^cited.Text.Length]));
        }

        blocks.Add(cited);
    }

    /// <summary>Gets the block that a content was made from; null if it was not made from one, or the block was not kept.</summary>
    public static ContentBlock? BlockOf(AIContent content)
    {
        if (content.RawRepresentation is ContentBlock block)
        {
            return block;
        }

        if (PropertyKeys.StringOf(content.AdditionalProperties, PropertyKeys.Block) is not { } json)
        {
            return null;
        }

        return ClaudeJson.Parse<ContentBlock>(json);
    }
}
