using Claude.Aot;
using Claude.Cli.Output;

namespace Claude.Cli;

/// <summary>Sends one request, prints its answer as it arrives, and ends with usage and stop reason on standard error.</summary>
internal static class Asking
{
    public const string DefaultModel = "claude-sonnet-4-5-20250929";

    /// <returns>The exit code.</returns>
    /// <exception cref="InputException">There is no key, or the options do not fit.</exception>
    public static async Task<int> RunAsync(ClaudeClientOptions options, MessageRequest request, OutputMode mode, CancellationToken cancellationToken)
    {
        using ClaudeClient client = CreateClient(options);
        try
        {
            await using MessageStream stream = await client.Messages.StreamAsync(request, cancellationToken: cancellationToken);
            int exitCode = await new MessagePrinter(StandardOutput.Open(), mode).PrintAsync(stream, cancellationToken);
            if (exitCode == ExitCodes.Complete)
            {
                StandardError.WriteLine(Summary.Of(stream.Snapshot.ToMessage()));
            }

            return exitCode;
        }
        catch (Exception e) when (Failure.Explains(e))
        {
            Failure failure = Failure.From(e);
            StandardError.WriteLine(failure.Reason);
            return failure.ExitCode;
        }
    }

    private static ClaudeClient CreateClient(ClaudeClientOptions options)
    {
        try
        {
            return new ClaudeClient(options);
        }
        catch (ArgumentException e)
        {
            throw new InputException(e.Message);
        }
    }
}
