namespace Claude.Aot;

/// <summary>One line of a batch's results: what became of a request, or what is wrong with the line. Immutable, and owned by the caller.</summary>
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

    /// <summary>What is wrong with the line; null where nothing is.</summary>
    public MessageBatchLineError? Error { get; }

    /// <summary>The line as it says it; null where <see cref="Error"/> is set.</summary>
    public MessageBatchIndividualResponse? Response { get; }

    /// <summary>The name that the request was given; null where <see cref="Error"/> is set.</summary>
    public string? CustomId => Response?.CustomId;

    /// <summary>What became of the request; null where <see cref="Error"/> is set. A type that is not known here is an <see cref="UnknownMessageBatchResult"/>.</summary>
    public MessageBatchResult? Result => Response?.Result;

    /// <summary>The line as received, without its end; empty where it was too long. It may hold text of the model.</summary>
    public ReadOnlyMemory<byte> RawLine { get; }
}
