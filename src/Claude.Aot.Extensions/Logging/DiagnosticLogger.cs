using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Claude.Aot.Extensions.Logging;

/// <summary>Logs the diagnostics of a client, and passes them on to the callback of the app.</summary>
/// <param name="logger">The logger.</param>
/// <param name="client">The name of the client in the log.</param>
/// <param name="next">The callback of the app, or null.</param>
internal sealed class DiagnosticLogger(ILogger logger, string client, Action<ClaudeDiagnostic>? next)
{
    private static readonly SearchValues<char> s_letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_");

    public void Report(ClaudeDiagnostic diagnostic)
    {
        (int status, string reason) = Explain(diagnostic.Failure);
        switch (diagnostic.Kind)
        {
            case ClaudeDiagnosticKind.Retry:
                ClaudeLog.Retry(logger, client, diagnostic.Attempt, status, reason, diagnostic.Delay.TotalMilliseconds);
                break;
            case ClaudeDiagnosticKind.Resumed:
                ClaudeLog.Resumed(logger, client, diagnostic.EventNumber, status, reason);
                break;
            case ClaudeDiagnosticKind.Stalled:
                ClaudeLog.Stalled(logger, client, reason);
                break;
            case ClaudeDiagnosticKind.KeyAndTokenInEnvironment:
                ClaudeLog.KeyAndTokenInEnvironment(logger, client);
                break;
            default:
                ClaudeLog.Deviation(logger, client, diagnostic.Kind, diagnostic.EventNumber);
                break;
        }

        next?.Invoke(diagnostic);
    }

    // Statuses and kinds only: the message of an error is the server's, and may quote the request. So may a type that is none of the API's words.
    private static (int Status, string Reason) Explain(ClaudeException? failure) => failure switch
    {
        ClaudeApiException e => (e.Status, IsWord(e.ErrorType.Value) ? e.ErrorType.Value : "error"),
        ClaudeTransportException e => (0, e.Kind.ToString()),
        ClaudeTimeoutException e => (0, $"{e.Kind} timeout"),
        _ => (0, failure?.GetType().Name ?? ""),
    };

    private static bool IsWord(string type) => type.Length is > 0 and <= 64 && !type.AsSpan().ContainsAnyExcept(s_letters);
}
