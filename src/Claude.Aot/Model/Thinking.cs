namespace Claude.Aot;

/// <content>Hand-written members: factory methods.</content>
public abstract partial class Thinking
{
    /// <summary>Turns thinking off.</summary>
    public static Thinking Disabled { get; } = new DisabledThinking();

    /// <summary>Lets the model decide how much to think.</summary>
    public static Thinking Adaptive { get; } = new AdaptiveThinking();

    /// <summary>Creates a configuration that lets the model think before it answers.</summary>
    /// <param name="budgetTokens">The maximum number of thinking tokens. The API requires at least 1,024, and less than the request's
    /// <see cref="MessageRequest.MaxTokens"/>.</param>
    public static Thinking Enabled(long budgetTokens) => new EnabledThinking { BudgetTokens = budgetTokens };
}
