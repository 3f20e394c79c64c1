namespace Claude.Aot;

/// <content>What goes along with a request.</content>
public sealed partial class MessageRequest
{
    /// <summary>Beta features that this request uses; they go into the <c>anthropic-beta</c> header. None by default.</summary>
    public IReadOnlyList<string> Betas { get; init; } = [];
}
