using Claude.Aot;
using Claude.Cli.Output;

namespace Claude.Cli;

/// <summary>Sends one request, prints the response as it arrives, then writes the usage and the stop reason to standard error.</summary>
internal static class Asking
{
    public const string DefaultModel = "claude-sonnet-5-5";
    public const int DefaultMaxTokens = 1024;

    /// <returns>The exit code.</returns>
    /// <exception cref="InputException">There is no API key, or an address or a header is not valid.</exception>
    public static Task<int> RunAsync(ClaudeClientOptions options, MessageRequest request, AnswerOptions answer, CancellationToken cancellationToken) =>
        Calling.RunAsync(options, async client =>
        {
            await using MessageStream stream = await client.Messages.StreamAsync(request, cancellationToken: cancellationToken);
            int exitCode = await new MessagePrinter(StandardOutput.Open(), answer).PrintAsync(stream, cancellationToken);
            if (exitCode is ExitCodes.Complete or ExitCodes.Refusal or ExitCodes.CutOff && !answer.IsQuiet)
            {
                StandardError.WriteLine(Summary.Of(stream.Snapshot.ToMessage()));
            }

            return exitCode;
        });
}
