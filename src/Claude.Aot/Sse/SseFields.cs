namespace Claude.Aot.Sse;

/// <summary>Where the fields of one whole event lie; offsets count from the event's first byte.</summary>
internal struct SseFields
{
    /// <summary>The event's bytes, blank line included.</summary>
    public int Length;

    /// <summary>Start of the last <c>event</c> value.</summary>
    public int NameStart;

    /// <summary>Length of the last <c>event</c> value; 0 when there is none.</summary>
    public int NameLength;

    /// <summary>Number of <c>data</c> lines; an event without any is not dispatched.</summary>
    public int DataLines;

    /// <summary>Start of the data: in the event, or in <see cref="JoinedData"/> where that is set.</summary>
    public int DataStart;

    /// <summary>Length of the data.</summary>
    public int DataLength;

    /// <summary>The array that holds the joined data of several lines; <see langword="null"/> for at most one line.</summary>
    public byte[]? JoinedData;

    /// <summary>Start of the last valid <c>id</c> value.</summary>
    public int IdStart;

    /// <summary>Length of the last valid <c>id</c> value.</summary>
    public int IdLength;

    /// <summary>Whether there is a valid <c>id</c>, which may be empty.</summary>
    public bool HasId;

    /// <summary>Whether there is a valid <c>retry</c>.</summary>
    public bool HasRetry;

    /// <summary>The last valid <c>retry</c>, in milliseconds.</summary>
    public long Retry;

    /// <summary>What was seen in the framing; <see cref="SseDialect.InvalidUtf8"/> means that every field has to be checked.</summary>
    public SseDialect Dialect;

    /// <summary>The fields of a usual event in valid UTF-8.</summary>
    public static SseFields Of(in SseUsualEvent usual) => new()
    {
        Length = usual.Length,
        NameStart = SseUsualEvent.NameStart,
        NameLength = usual.NameLength,
        DataLines = 1,
        DataStart = usual.DataStart,
        DataLength = usual.DataLength,
    };
}
