using Claude.Aot;

namespace Claude.Cli.Batches;

/// <summary>How a run goes about its batches.</summary>
/// <param name="PollInterval">How long to wait before asking again how far they are.</param>
/// <param name="Adopt">What <c>--adopt</c> says; null where it was not given.</param>
/// <param name="Request">What goes along with the creation of a batch.</param>
/// <param name="Report">Takes a line about how it goes.</param>
internal sealed record BatchRunOptions(TimeSpan PollInterval, string? Adopt, RequestOptions Request, Action<string> Report);
