namespace Claude.Aot.Batches;

/// <summary>A line of a batch's results: the result of a request, or the reason why the line could not be used. Immutable, and owned by the caller.</summary>
/// <example>
/// <code>
/// await foreach (MessageBatchResultLine line in client.Messages.Batches.GetResultsAsync("msgbatch_01"))
/// {
///     string result = line.Result is MessageBatchSucceededResult succeeded ? succeeded.Message.Text : $"{line.Error}";
///     Console.WriteLine($"{line.Number} {line.CustomId}: {result}");
/// }
/// </code>
/// </example>
public sealed class MessageBatchResultLine
{
    internal MessageBatchResultLine(long number, ReadOnlyMemory<byte> utf8, MessageBatchLineError error)
    {
        Number = number;
        RawLine = utf8;
        Error = error;
    }

    internal MessageBatchResultLine(long number, ReadOnlyMemory<byte> utf8, MessageBatchIndividualResponse response)
    {
        Number = number;
        RawLine = utf8;
        Response = response;
    }

    /// <summary>The number of the line, from 1.</summary>
    public long Number { get; }

    /// <summary>The reason why the line could not be used, or null if it is valid.</summary>
    public MessageBatchLineError? Error { get; }

    /// <summary>The parsed line; null if <see cref="Error"/> is set.</summary>
    public MessageBatchIndividualResponse? Response { get; }

    /// <summary>The custom id of the request; null if <see cref="Error"/> is set.</summary>
    public string? CustomId => Response?.CustomId;

    /// <summary>
    /// The result of the request; null if <see cref="Error"/> is set. A result of an unknown type is an <see cref="UnknownMessageBatchResult"/>.
    /// </summary>
    public MessageBatchResult? Result => Response?.Result;

    /// <summary>The line as received, without its line ending; empty if it was too long. It may contain text of the model.</summary>
    public ReadOnlyMemory<byte> RawLine { get; }
}
