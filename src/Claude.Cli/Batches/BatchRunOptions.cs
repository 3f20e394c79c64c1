using Claude.Aot;

namespace Claude.Cli.Batches;

/// <summary>The options of a batch run.</summary>
/// <param name="PollInterval">The delay before the status of the batches is checked again.</param>
/// <param name="Adopt">The value of <c>--adopt</c>, or null if it was not given.</param>
/// <param name="Request">The options of the request that creates a batch.</param>
/// <param name="Report">Receives a line of progress.</param>
internal sealed record BatchRunOptions(TimeSpan PollInterval, string? Adopt, RequestOptions Request, Action<string> Report);
