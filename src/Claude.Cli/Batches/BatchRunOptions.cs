using Claude.Aot;

namespace Claude.Cli.Batches;

/// <summary>The options of a batch run.</summary>
/// <param name="PollInterval">The delay before the status of the batches is checked again.</param>
/// <param name="Adopt">The value of <c>--adopt</c>, or null if it was not given.</param>
/// <param name="Request">The options of the request that creates a batch.</param>
/// <param name="Report">Receives a line about what happened.</param>
/// <param name="ReportProgress">Receives the number of requests that have a result, and of all requests; null if progress is reported as lines too.</param>
internal sealed record BatchRunOptions(
    TimeSpan PollInterval, string? Adopt, RequestOptions Request, Action<string> Report, Action<long, long>? ReportProgress = null);
