using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>Maps the result of a function: text, contents, blocks, or any other value as JSON.</summary>
internal readonly struct ResultMapper(MediaMapper media)
{
    /// <returns>Null if there is no result.</returns>
    public BlockContent? Map(object? result) => result switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        string text => text,
        // A string that a function of AIFunctionFactory returned. As JSON, the model would see its quotes and escapes.
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        BlockContent content => content,
        ContentBlock block => block,
        IEnumerable<ContentBlock> blocks => new BlockContent([.. blocks]),
        AIContent content => Map([content]),
        IEnumerable<AIContent> contents => Map([.. contents]),
        _ => JsonValues.TextOf(result),
    };

    private BlockContent? Map(AIContent[] contents)
    {
        List<ContentBlock> blocks = new(contents.Length);
        foreach (AIContent content in contents)
        {
            if (content is TextContent { Text.Length: 0 } or ErrorContent { Message: null or "" } or UsageContent)
            {
                continue;
            }

            blocks.Add(content.RawRepresentation as ContentBlock ?? content switch
            {
                TextContent text => new TextBlock(text.Text) { CacheControl = PropertyKeys.CacheControlOf(text.AdditionalProperties) },
                ErrorContent error => new TextBlock(error.Message),
                _ => media.Map(content),
            });
        }

        return blocks.Count == 0 ? null : new BlockContent(blocks);
    }
}
