namespace Claude.Aot.Batches;

/// <content>Hand-written member: the total count.</content>
public sealed partial class MessageBatchRequestCounts
{
    /// <summary>The total number of requests in the batch.</summary>
    public long Total => Processing + Succeeded + Errored + Canceled + Expired;
}
