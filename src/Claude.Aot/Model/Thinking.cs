namespace Claude.Aot;

/// <content>Short ways to make one.</content>
public abstract partial class Thinking
{
    /// <summary>Does not let the model think before it answers.</summary>
    public static Thinking Disabled { get; } = new DisabledThinking();

    /// <summary>Lets the model decide how much to think.</summary>
    public static Thinking Adaptive { get; } = new AdaptiveThinking();

    /// <summary>Lets the model think before it answers.</summary>
    /// <param name="budgetTokens">The most tokens it may think; the API takes at least 1,024, and less than the request's <see cref="MessageRequest.MaxTokens"/>.</param>
    public static Thinking Enabled(long budgetTokens) => new EnabledThinking { BudgetTokens = budgetTokens };
}
