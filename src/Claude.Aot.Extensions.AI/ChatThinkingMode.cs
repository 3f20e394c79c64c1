namespace Claude.Aot;

/// <summary>How <c>ChatOptions.Reasoning</c> is sent to the API.</summary>
public enum ChatThinkingMode
{
    /// <summary>The model decides how much it thinks, guided by an effort. Models up to Claude 4.5 do not support it.</summary>
    Adaptive,

    /// <summary>
    /// Thinking has a budget in tokens: 1,024 for low effort, 8,192 for medium (or if no effort is set), 16,384 for high and 32,768 for extra high.
    /// </summary>
    Budget,
}
