using Microsoft.Extensions.Logging;

namespace Claude.Aot.Extensions.Logging;

/// <summary>
/// The log messages. The status is 0 if there was no response. docs/dependency-injection.md lists their ids, which are never used again for another message.
/// </summary>
internal static partial class ClaudeLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Client}: the request failed ({Reason}, status {Status}). Retry {Attempt} follows in {DelayMilliseconds} ms.")]
    public static partial void Retry(ILogger logger, string client, int attempt, int status, string reason, double delayMilliseconds);

    [LoggerMessage(2, LogLevel.Warning, "{Client}: the stream was interrupted after event {EventNumber} ({Reason}, status {Status}) and is resumed.")]
    public static partial void Resumed(ILogger logger, string client, long eventNumber, int status, string reason);

    [LoggerMessage(3, LogLevel.Warning, "{Client}: a response received no data in time ({Reason}).")]
    public static partial void Stalled(ILogger logger, string client, string reason);

    [LoggerMessage(4, LogLevel.Information, "{Client}: a stream deviates from what the API sends ({Kind}, at event {EventNumber}).")]
    public static partial void Deviation(ILogger logger, string client, ClaudeDiagnosticKind kind, long eventNumber);

    [LoggerMessage(5, LogLevel.Warning, "{Client}: the environment has both an API key and a token. The key is used.")]
    public static partial void KeyAndTokenInEnvironment(ILogger logger, string client);
}
