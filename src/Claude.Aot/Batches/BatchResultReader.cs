using System.Globalization;
using System.Text.Unicode;
using Claude.Aot.Errors;
using Claude.Aot.Http;
using Claude.Aot.Json;

namespace Claude.Aot.Batches;

/// <summary>Reads the results of a batch, line by line.</summary>
internal sealed class BatchResultReader(BodyReader body, StreamLimits limits, long expectedLines) : IAsyncDisposable
{
    private readonly JsonLineReader _lines = new(body, limits.MaxLineBytes);
    private long _count;

    /// <summary>Reads the next line; returns null after the last one.</summary>
    /// <exception cref="ClaudeException">The results are truncated, could not be read, or are an error of the API.</exception>
    public async ValueTask<MessageBatchResultLine?> ReadAsync()
    {
        if (await _lines.ReadAsync().ConfigureAwait(false) is not { } line)
        {
            return _count >= expectedLines
                ? null
                : throw Truncated(string.Create(CultureInfo.InvariantCulture, $"The results end after {_count} of {expectedLines} lines."));
        }

        _count++;
        return line.IsTooLong ? new MessageBatchResultLine(line.Number, default, MessageBatchLineError.TooLong) : Read(line);
    }

    public ValueTask DisposeAsync() => body.DisposeAsync();

    private MessageBatchResultLine Read(JsonLine line)
    {
        RawJson json = default;
        bool isText = Utf8.IsValid(line.Utf8.Span);
        JsonVerdict verdict = isText ? JsonObjectCheck.Take(line.Utf8, limits.MaxDepth, out json, out _) : JsonVerdict.Malformed;

        // A body may also end in the middle of a character.
        if (!line.IsTerminated && (verdict == JsonVerdict.Unfinished || !isText))
        {
            throw Truncated(string.Create(CultureInfo.InvariantCulture, $"The results end in the middle of line {line.Number}."));
        }

        bool isResult = json.TryGetMember("custom_id"u8, out RawJson id) && id.TryGetString(out _)
            && json.TryGetMember("result"u8, out RawJson result) && result.TryGetMember("type"u8, out _);
        if (!isResult && _count == 1 && ApiErrorDetails.TryRead(json, out ApiErrorDetails? error))
        {
            // This is not the result of a request: the API returned an error instead of the results.
            throw new ClaudeApiException(error, null).With(body.Response);
        }

        return verdict != JsonVerdict.Object ? new MessageBatchResultLine(line.Number, line.Utf8, MessageBatchLineError.InvalidJson)
            : !isResult ? new MessageBatchResultLine(line.Number, line.Utf8, MessageBatchLineError.NoResult)
            : new MessageBatchResultLine(line.Number, line.Utf8, new MessageBatchIndividualResponse(json));
    }

    private static ClaudeTransportException Truncated(string message) => new(ClaudeTransportErrorKind.ResponseEnded, message);
}
