namespace Claude.Aot;

/// <content>What goes along with a request, and a short way to make one.</content>
public sealed partial class CountTokensRequest
{
    /// <summary>Beta features that this request uses; they go into the <c>anthropic-beta</c> header. None by default.</summary>
    public IReadOnlyList<string> Betas { get; init; } = [];

    /// <summary>Takes of a request for a message what decides how many tokens it has.</summary>
    public static implicit operator CountTokensRequest(MessageRequest request) => FromMessageRequest(request);

    /// <summary>Takes of a request for a message what decides how many tokens it has, <see cref="Serialization.WireObject.Extra"/> and <see cref="Betas"/> included.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    public static CountTokensRequest FromMessageRequest(MessageRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request = request.WithAnsweredCalls();
        return new CountTokensRequest
        {
            Model = request.Model,
            Messages = request.Messages,
            System = request.System,
            Thinking = request.Thinking,
            Tools = request.Tools,
            ToolChoice = request.ToolChoice,
            OutputConfig = request.OutputConfig,
            OutputFormat = request.OutputFormat,
            CacheControl = request.CacheControl,
            ContextManagement = request.ContextManagement,
            Compaction = request.Compaction,
            McpServers = request.McpServers,
            Speed = request.Speed,
            BillingPolicy = request.BillingPolicy,
            Extra = request.Extra,
            Betas = request.Betas,
        };
    }
}
