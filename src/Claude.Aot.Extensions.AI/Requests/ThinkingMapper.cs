using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>Maps the reasoning options to thinking, effort and the maximum number of output tokens, which includes thinking.</summary>
internal static class ThinkingMapper
{
    private const int MinBudget = 1024;

    /// <summary>Applies the options to a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">The maximum number of output tokens that the caller set, or null.</param>
    /// <param name="reasoning">The reasoning options, or null. They have no effect if the request sets thinking.</param>
    /// <param name="options">The options of the chat client.</param>
    public static MessageRequest Apply(MessageRequest request, long? limit, ReasoningOptions? reasoning, ClaudeChatClientOptions options)
    {
        long maxTokens = limit ?? options.MaxOutputTokens;
        if (reasoning is null || request.Thinking is not null)
        {
            return request with { MaxTokens = maxTokens };
        }

        if (reasoning.Effort == ReasoningEffort.None)
        {
            return request with { MaxTokens = maxTokens, Thinking = Thinking.Disabled };
        }

        ThinkingDisplay? display = reasoning.Output switch
        {
            null => default(ThinkingDisplay?),
            ReasoningOutput.None => ThinkingDisplay.Omitted,
            _ => ThinkingDisplay.Summarized,
        };
        return options.ThinkingMode == ChatThinkingMode.Adaptive
            ? ApplyAdaptive(request, maxTokens, reasoning.Effort, display)
            : ApplyBudget(request, limit, reasoning.Effort, display, options);
    }

    private static MessageRequest ApplyAdaptive(MessageRequest request, long maxTokens, ReasoningEffort? reasoning, ThinkingDisplay? display)
    {
        Effort? effort = reasoning switch
        {
            ReasoningEffort.Low => Effort.Low,
            ReasoningEffort.Medium => Effort.Medium,
            ReasoningEffort.High => Effort.High,
            ReasoningEffort.ExtraHigh => Effort.Xhigh,
            _ => default(Effort?),
        };
        OutputConfig? config = request.OutputConfig;
        return request with
        {
            MaxTokens = maxTokens,
            Thinking = new AdaptiveThinking { Display = display },
            OutputConfig = effort is null || config?.Effort is not null
                ? config
                : new OutputConfig { Effort = effort, Format = config?.Format, TaskBudget = config?.TaskBudget, Extra = config?.Extra ?? [] },
        };
    }

    private static MessageRequest ApplyBudget(
        MessageRequest request, long? limit, ReasoningEffort? effort, ThinkingDisplay? display, ClaudeChatClientOptions options)
    {
        long budget = effort switch
        {
            ReasoningEffort.Low => MinBudget,
            ReasoningEffort.High => 16_384,
            ReasoningEffort.ExtraHigh => 32_768,
            _ => 8_192,
        };
        long maxTokens = limit ?? budget + options.MaxOutputTokens;
        budget = Math.Min(budget, maxTokens - 1);
        if (budget < MinBudget)
        {
            options.Report("ChatOptions.Reasoning", "Thinking needs a budget of at least 1,024 tokens, and MaxOutputTokens leaves less.");
            return request with { MaxTokens = maxTokens };
        }

        return request with { MaxTokens = maxTokens, Thinking = new EnabledThinking { BudgetTokens = budget, Display = display } };
    }
}
