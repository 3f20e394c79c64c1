using System.Runtime.InteropServices;
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
        AddBetas(CollectionsMarshal.AsSpan(blocks)[start..]);
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
        blocks.AddRange(files.Select(file => new ContainerUploadBlock { FileId = file.FileId }));
        betas.Add(BetaSet.Files);
    }

    // A history can contain these blocks although the tools of the call do not need the beta.
    private void AddBetas(ReadOnlySpan<ContentBlock> blocks)
    {
        foreach (ContentBlock block in blocks)
        {
            if (block is McpToolUseBlock or McpToolResultBlock)
            {
                betas.Add(BetaSet.McpClient);
            }
            else if (block is ContainerUploadBlock)
            {
                betas.Add(BetaSet.Files);
            }
        }
    }

    private ContentBlock? Map(AIContent content) => content switch
    {
        // Functions, approvals and middleware leave these in a history. The API does not need them.
        UsageContent or ErrorContent or InputRequestContent or InputResponseContent => null,
        FunctionCallContent call => BlockOf(content) is ToolUseBlock block && IsUnchanged(call, block) ? Mark(block, content) : MapCall(call),
        FunctionResultContent result => content.RawRepresentation is ToolResultBlock block ? Mark(block, content) : MapResult(result),
        _ when BlockOf(content) is { } block => Mark(block, content),
        McpServerToolCallContent call => MapCall(call),
        McpServerToolResultContent result => MapResult(result),
        DataContent or UriContent or HostedFileContent => _media.Map(content),
        ToolCallContent or ToolResultContent => Skip(content),
        _ when content.GetType() == typeof(AIContent) => IsSeparator(content) ? null : Skip(content),
        _ => throw new NotSupportedException($"The API has no counterpart of {content.GetType().Name}."),
    };

    // The update mapper puts such a content between neighboring blocks of text.
    private static bool IsSeparator(AIContent content) => content.RawRepresentation is null && content.AdditionalProperties is not { Count: > 0 };

    private ContentBlock? Skip(AIContent content)
    {
        options.Report(content.GetType().Name, "It was not created by this adapter, or its block was not kept.");
        return null;
    }

    // The user who approves a call can change its arguments.
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

    private static McpToolUseBlock MapCall(McpServerToolCallContent call) => new()
    {
        Id = call.CallId,
        Name = call.Name,
        ServerName = call.ServerName ?? "",
        Input = InputOf(call.Arguments),
    };

    private McpToolResultBlock MapResult(McpServerToolResultContent result) => new()
    {
        ToolUseId = result.CallId,
        Content = new ResultMapper(_media).Map(result.Outputs ?? []),
        IsError = result.Outputs?.Any(output => output is ErrorContent) == true ? true : null,
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
        var block = BlockOf(content) as TextBlock;
        if (content.Text.Length == 0)
        {
            if (block is { Text.Length: > 0 })
            {
                AddCited(blocks, block, start);
            }

            return;
        }

        // The API rejects a text block without a visible character.
        if (!string.IsNullOrWhiteSpace(content.Text))
        {
            blocks.Add(Mark(block is not null && block.Text == content.Text ? block : new TextBlock(content.Text), content));
        }
    }

    /// <summary>Adds the cache mark of a content to its block.</summary>
    private static ContentBlock Mark(ContentBlock block, AIContent content)
    {
        if (PropertyKeys.CacheControlOf(content.AdditionalProperties) is not { } cache)
        {
            return block;
        }

        const string Member = "cache_control";
        RawJson json = JsonValues.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (JsonProperty member in JsonValues.OfBlock(block).ToJsonElement().EnumerateObject().Where(member => !member.NameEquals(Member)))
            {
                member.WriteTo(writer);
            }

            writer.WritePropertyName(Member);
            ClaudeJson.Write(writer, cache);
            writer.WriteEndObject();
        });
        return ClaudeJson.Parse<ContentBlock>(json.Utf8);
    }

    // The text of a streamed block with citations is in the content before, where it can be joined with the text of an earlier block.
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

        return PropertyKeys.StringOf(content.AdditionalProperties, PropertyKeys.Block) is { } json ? ClaudeJson.Parse<ContentBlock>(json) : null;
    }
}
