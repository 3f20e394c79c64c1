namespace Claude.Aot.Batches;

/// <summary>The source of a batch's requests.</summary>
/// <param name="Requests">The requests; enumerated again by each attempt.</param>
/// <param name="IsRepeatable">Whether the requests can be enumerated more than once.</param>
internal sealed record BatchSource(IAsyncEnumerable<MessageBatchRequest> Requests, bool IsRepeatable)
{
    public static BatchSource From(IEnumerable<MessageBatchRequest> requests) =>
        new(requests.ToAsyncEnumerable(), requests is ICollection<MessageBatchRequest> or IReadOnlyCollection<MessageBatchRequest>);

    public static BatchSource From(IAsyncEnumerable<MessageBatchRequest> requests) => new(requests, IsRepeatable: false);
}
