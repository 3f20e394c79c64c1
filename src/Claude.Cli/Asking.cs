using Claude.Aot;
using Claude.Cli.Output;

namespace Claude.Cli;

/// <summary>Sends one request, prints its answer as it arrives, and ends with usage and stop reason on standard error.</summary>
internal static class Asking
{
    public const string DefaultModel = "claude-sonnet-5-5";
    public const int DefaultMaxTokens = 1024;

    /// <returns>The exit code.</returns>
    /// <exception cref="InputException">What was given makes no request: there is no key, or an address or a header is none.</exception>
    public static Task<int> RunAsync(ClaudeClientOptions options, MessageRequest request, OutputMode mode, CancellationToken cancellationToken) => Calling.RunAsync(options, async client =>
    {
        await using MessageStream stream = await client.Messages.StreamAsync(request, cancellationToken: cancellationToken);
        int exitCode = await new MessagePrinter(StandardOutput.Open(), mode).PrintAsync(stream, cancellationToken);
        if (exitCode == ExitCodes.Complete)
        {
            StandardError.WriteLine(Summary.Of(stream.Snapshot.ToMessage()));
        }

        return exitCode;
    });
}
