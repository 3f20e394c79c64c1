using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Responses;

/// <summary>Maps the token counts of a message. The API counts cached tokens separately; the input count of the result includes them.</summary>
internal static class UsageMapper
{
    public static UsageDetails Map(Usage usage)
    {
        long input = usage.InputTokens + (usage.CacheReadInputTokens ?? 0) + (usage.CacheCreationInputTokens ?? 0);
        var details = new UsageDetails
        {
            InputTokenCount = input,
            OutputTokenCount = usage.OutputTokens,
            TotalTokenCount = input + usage.OutputTokens,
            CachedInputTokenCount = usage.CacheReadInputTokens,
            ReasoningTokenCount = usage.OutputTokensDetails?.ThinkingTokens,
        };
        Add(details, "CacheCreationInputTokens", usage.CacheCreationInputTokens);
        Add(details, "WebSearchRequests", usage.ServerToolUse?.WebSearchRequests);
        Add(details, "WebFetchRequests", usage.ServerToolUse?.WebFetchRequests);
        return details;
    }

    private static void Add(UsageDetails details, string name, long? count)
    {
        if (count is > 0)
        {
            (details.AdditionalCounts ??= [])[name] = count.Value;
        }
    }
}
