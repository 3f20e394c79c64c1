using Claude.Aot;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary>Sends a request and prints its answer as it arrives.</summary>
internal static class Asking
{
    /// <returns>The exit code.</returns>
    /// <exception cref="InputException">What was given makes no request: there is no key, or an address or a header is none.</exception>
    public static async Task<int> RunAsync(ClaudeClientOptions options, MessageRequest request, OutputMode mode, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new ClaudeClient(options);
            await using MessageStream stream = await client.Messages.StreamAsync(request, cancellationToken: cancellationToken);
            int exitCode = await new MessagePrinter(StandardOutput.Open(), mode).PrintAsync(stream, cancellationToken);
            if (exitCode == ExitCodes.Complete)
            {
                StandardError.WriteLine(Summary.Of(stream.Snapshot.ToMessage()));
            }

            return exitCode;
        }
        catch (ArgumentException e)
        {
            throw new InputException(e.Message);
        }
    }
}
