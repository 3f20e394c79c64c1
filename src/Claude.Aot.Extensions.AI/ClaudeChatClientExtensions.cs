using Claude.Aot;
using Claude.Aot.Extensions.AI;
using Claude.Aot.Extensions.AI.Tools;

namespace Microsoft.Extensions.AI;

/// <summary>Connects Claude.Aot with Microsoft.Extensions.AI.</summary>
public static class ClaudeChatClientExtensions
{
    /// <summary>Creates a chat client that sends its requests through a client of the Claude API.</summary>
    /// <param name="client">The client. It is not disposed with the chat client.</param>
    /// <param name="defaultModelId">The model for calls whose <see cref="ChatOptions.ModelId"/> is null. If both are null, a call throws.</param>
    /// <param name="options">The options of the chat client, or null for the defaults.</param>
    /// <returns>A chat client that is safe for concurrent use. Disposing it has no effect.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    /// <example>
    /// <code>
    /// using IChatClient chat = client.AsIChatClient(ClaudeModel.Sonnet55).AsBuilder().UseFunctionInvocation().Build();
    /// var options = new ChatOptions { Tools = [AIFunctionFactory.Create((string river) => "1,233 km", "length_of")] };
    /// ChatResponse response = await chat.GetResponseAsync("How long is the Rhine?", options);
    /// </code>
    /// </example>
    public static IChatClient AsIChatClient(this ClaudeClient client, string? defaultModelId = null, ClaudeChatClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new ClaudeChatClient(client, defaultModelId, options ?? new ClaudeChatClientOptions());
    }

    /// <summary>
    /// Wraps a tool definition, so that it can be added to <see cref="ChatOptions.Tools"/>. Use it for a tool that Microsoft.Extensions.AI has no type for, or
    /// to set the parameters of a tool. The definition is sent unchanged, and is available from <see cref="AITool.GetService(Type, object?)"/>.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="definition"/> is null.</exception>
    /// <example>
    /// <code>
    /// var options = new ChatOptions { Tools = [new WebSearchTool20250305 { MaxUses = 3 }.AsAITool()] };
    /// </code>
    /// </example>
    public static AITool AsAITool(this ToolDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new DefinedTool(definition);
    }

    /// <summary>
    /// Marks the end of a prefix of the prompt that the API caches. A request can have at most four marks. The mark is a string in
    /// <see cref="AIContent.AdditionalProperties"/>, so it survives serialization.
    /// </summary>
    /// <param name="content">The content: text, an image, a document, a function call or a function result.</param>
    /// <param name="ttl">How long the prefix is cached.</param>
    /// <returns><paramref name="content"/>, changed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    /// <example>
    /// <code>
    /// var message = new ChatMessage(ChatRole.User, [new TextContent(terms).WithCacheControl(CacheTtl.OneHour), new TextContent("What does clause 4 say?")]);
    /// </code>
    /// </example>
    public static T WithCacheControl<T>(this T content, CacheTtl ttl)
        where T : AIContent
    {
        ArgumentNullException.ThrowIfNull(content);
        (content.AdditionalProperties ??= [])[PropertyKeys.CacheControl] = ttl.Value;
        return content;
    }
}
