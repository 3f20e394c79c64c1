namespace Claude.Aot;

/// <summary>Options of the chat client that <c>ClaudeClient.AsIChatClient</c> creates.</summary>
/// <remarks>Immutable. Safe for concurrent use if the callbacks are.</remarks>
/// <example>
/// <code>
/// var options = new ClaudeChatClientOptions { OnUnmapped = item => log.Add($"{item.Name}: {item.Reason}") };
/// using IChatClient chat = client.AsIChatClient(ClaudeModel.Sonnet55, options);
/// </code>
/// </example>
public sealed class ClaudeChatClientOptions
{
    /// <summary>The maximum number of output tokens of a call that does not set <c>ChatOptions.MaxOutputTokens</c>. The default is 16,384.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxOutputTokens
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxOutputTokens));
            field = value;
        }
    } = 16_384;

    /// <summary>How <c>ChatOptions.Reasoning</c> is sent. The default is <see cref="ChatThinkingMode.Adaptive"/>.</summary>
    public ChatThinkingMode ThinkingMode { get; init; }

    /// <summary>
    /// Whether reasoning that has protected data, but was not created by this adapter, is sent as a thinking block. The default is false, because the API
    /// rejects a signature of another provider. Set it for histories of another adapter for the Claude API.
    /// </summary>
    public bool SendUnmarkedReasoning { get; init; }

    /// <summary>
    /// Whether blocks that the types of Microsoft.Extensions.AI cannot represent, such as the encrypted results of server tools, are also stored as JSON in the
    /// content's additional properties. A history that was serialized can then be sent back unchanged. The default is true. If false, such blocks survive only
    /// in memory, through <c>RawRepresentation</c>, and need half the memory or less.
    /// </summary>
    public bool KeepBlocksInHistory { get; init; } = true;

    /// <summary>The options of each request, such as headers, timeouts or a callback for the response; null for the client's own.</summary>
    public RequestOptions? RequestOptions { get; init; }

    /// <summary>
    /// Called for each part of a call that the API has no counterpart for and that was therefore not sent. Null by default. Content that would change the
    /// meaning of the conversation if it were left out throws a <see cref="NotSupportedException"/> instead.
    /// </summary>
    public Action<UnmappedChatItem>? OnUnmapped { get; init; }

    internal void Report(string name, string reason) => OnUnmapped?.Invoke(new UnmappedChatItem(name, reason));
}
