using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Responses;

/// <summary>Maps a complete block of a message to a content, which keeps the block as its raw representation.</summary>
internal static class BlockMapper
{
    public static AIContent Map(ContentBlock block, ClaudeChatClientOptions options) => block switch
    {
        TextBlock text => MapText(text, options),
        ThinkingBlock thinking => MapThinking(thinking),
        RedactedThinkingBlock redacted => Keep(MapRedacted(redacted), redacted, options),
        ToolUseBlock call => MapCall(call, options),
        _ => Keep(ServerBlockMapper.Map(block), block, options),
    };

    public static TextContent MapText(TextBlock block, ClaudeChatClientOptions options)
    {
        var content = new TextContent(block.Text) { RawRepresentation = block };
        if (block.Citations is { Count: > 0 } citations)
        {
            content.Annotations = [.. citations.Select(CitationMapper.Map)];
            Keep(content, block, options);
        }

        return content;
    }

    /// <summary>Parses the input of a call. An input that is not valid JSON is never passed on as if it were.</summary>
    /// <param name="input">The input.</param>
    /// <param name="failure">The reason why there are no arguments; otherwise null.</param>
    public static Dictionary<string, object?>? ArgumentsOf(ToolInput input, out JsonException? failure)
    {
        failure = null;
        if (!input.TryRepair(out ToolInput? valid))
        {
            string reason = input.State == ToolInputState.Incomplete ? "was cut off" : "is not valid JSON";
            failure = new JsonException($"The input of the call {reason}.");
            return null;
        }

        JsonElement json = valid.ToRawJson().ToJsonElement();
        if (json.ValueKind != JsonValueKind.Object)
        {
            failure = new JsonException("The input of the call is not a JSON object.");
            return null;
        }

        Dictionary<string, object?> arguments = [];
        foreach (JsonProperty member in json.EnumerateObject())
        {
            arguments[member.Name] = member.Value;
        }

        return arguments;
    }

    private static TextReasoningContent MapRedacted(RedactedThinkingBlock block) => new("")
    {
        ProtectedData = block.Data,
        AdditionalProperties = new() { [PropertyKeys.RedactedThinking] = true },
    };

    private static TextReasoningContent MapThinking(ThinkingBlock block) => new(block.Thinking)
    {
        ProtectedData = block.Signature.Length == 0 ? null : block.Signature,
        RawRepresentation = block,
        AdditionalProperties = new() { [PropertyKeys.Thinking] = true },
    };

    // A call without usable arguments must not run, because its function would run without any.
    private static FunctionCallContent MapCall(ToolUseBlock block, ClaudeChatClientOptions options)
    {
        Dictionary<string, object?>? arguments = ArgumentsOf(block.Input, out JsonException? failure);
        var content = new FunctionCallContent(block.Id, block.Name, arguments) { Exception = failure, InformationalOnly = failure is not null };
        return Keep(content, block, options);
    }

    private static T Keep<T>(T content, ContentBlock block, ClaudeChatClientOptions options)
        where T : AIContent
    {
        content.RawRepresentation = block;
        if (options.KeepBlocksInHistory)
        {
            (content.AdditionalProperties ??= [])[PropertyKeys.Block] = block.ToJson();
        }

        return content;
    }
}
