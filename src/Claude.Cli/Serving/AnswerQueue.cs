using System.Globalization;
using Claude.Aot.Testing;

namespace Claude.Cli.Serving;

/// <summary>Gives each request the next answer, and begins again after the last one. Safe for concurrent use.</summary>
/// <param name="answers">The answers; at least one.</param>
/// <param name="eventsPerSecond">The speed of streams, or null for the highest.</param>
/// <param name="report">Receives a line about each request, or null.</param>
internal sealed class AnswerQueue(IReadOnlyList<RecordedAnswer> answers, double? eventsPerSecond, Action<string>? report)
{
    private int _requests;

    public ResponseScript Next(Exchange exchange)
    {
        int number = Interlocked.Increment(ref _requests);
        RecordedAnswer answer = answers[(int)((uint)(number - 1) % answers.Count)];
        bool isStream = RecordedAnswer.AsksForStream(exchange.Body);
        ResponseScript script = isStream ? answer.Stream : answer.Message;
        string id = string.Create(CultureInfo.InvariantCulture, $"req_replay_{number}");
        report?.Invoke(
            $"{exchange.Method} {exchange.Path} ({exchange.Body.Length} bytes, HTTP/{exchange.HttpVersion}): "
            + $"{script.Status} {answer.Name}, {(isStream ? "streamed" : "not streamed")}, {id}");
        return (isStream && eventsPerSecond is { } pace ? script.WithPace(pace) : script).WithHeader("request-id", id);
    }
}
