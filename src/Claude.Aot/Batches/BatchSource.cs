namespace Claude.Aot.Batches;

/// <summary>Where the requests of a batch come from.</summary>
/// <param name="Requests">The requests; enumerated anew by each attempt.</param>
/// <param name="IsRepeatable">Whether a second enumeration gives the same.</param>
internal sealed record BatchSource(IAsyncEnumerable<MessageBatchRequest> Requests, bool IsRepeatable)
{
    public static BatchSource From(IEnumerable<MessageBatchRequest> requests) =>
        new(requests.ToAsyncEnumerable(), requests is ICollection<MessageBatchRequest> or IReadOnlyCollection<MessageBatchRequest>);

    public static BatchSource From(IAsyncEnumerable<MessageBatchRequest> requests) => new(requests, IsRepeatable: false);
}
