namespace Claude.Aot;

/// <content>Hand-written members: beta features and conversions.</content>
public sealed partial record CountTokensRequest
{
    /// <summary>The beta features that this request uses, sent in the <c>anthropic-beta</c> header. None by default.</summary>
    public IReadOnlyList<string> Betas { get; init; } = [];

    /// <inheritdoc/>
    protected override string Summary => $"Model = {Model}, Messages = {Messages.Count}";

    /// <summary>Converts a message request with <see cref="FromMessageRequest"/>.</summary>
    public static implicit operator CountTokensRequest(MessageRequest request) => FromMessageRequest(request);

    /// <summary>
    /// Creates a request from the members of a message request that affect its token count, including <see cref="Serialization.WireRecord.Extra"/> and
    /// <see cref="Betas"/>.
    /// </summary>
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
