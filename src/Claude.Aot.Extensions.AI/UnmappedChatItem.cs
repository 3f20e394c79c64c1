namespace Claude.Aot;

/// <summary>A part of a chat call that was not sent to the API. See <see cref="ClaudeChatClientOptions.OnUnmapped"/>.</summary>
/// <param name="Name">The name of the option, or the type of the tool or content. Never any content.</param>
/// <param name="Reason">The reason, as a sentence.</param>
public readonly record struct UnmappedChatItem(string Name, string Reason);
