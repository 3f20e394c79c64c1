namespace Claude.Aot;

/// <content>Hand-written member: the total count.</content>
public sealed partial class MessageBatchRequestCounts
{
    /// <summary>The total number of requests in the batch.</summary>
    public long Total => Processing + Succeeded + Errored + Canceled + Expired;
}
