namespace Claude.Aot;

/// <content>Their sum.</content>
public sealed partial class MessageBatchRequestCounts
{
    /// <summary>How many requests the batch has.</summary>
    public long Total => Processing + Succeeded + Errored + Canceled + Expired;
}
