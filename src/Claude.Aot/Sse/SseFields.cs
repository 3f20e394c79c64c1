namespace Claude.Aot.Sse;

/// <summary>The locations of the fields of one whole event. Offsets are relative to the event's first byte.</summary>
internal struct SseFields
{
    /// <summary>The length of the event, including its blank line.</summary>
    public int Length;

    /// <summary>The offset of the last <c>event</c> value.</summary>
    public int NameStart;

    /// <summary>The length of the last <c>event</c> value; 0 if there is none.</summary>
    public int NameLength;

    /// <summary>The number of <c>data</c> lines. An event without any is not dispatched.</summary>
    public int DataLines;

    /// <summary>The offset of the data: in <see cref="JoinedData"/> if that is set, otherwise in the event.</summary>
    public int DataStart;

    /// <summary>The length of the data.</summary>
    public int DataLength;

    /// <summary>The array that contains the joined data of several lines; <see langword="null"/> if there is at most one line.</summary>
    public byte[]? JoinedData;

    /// <summary>The offset of the last valid <c>id</c> value.</summary>
    public int IdStart;

    /// <summary>The length of the last valid <c>id</c> value.</summary>
    public int IdLength;

    /// <summary>Whether there is a valid <c>id</c>, which may be empty.</summary>
    public bool HasId;

    /// <summary>Whether there is a valid <c>retry</c>.</summary>
    public bool HasRetry;

    /// <summary>The last valid <c>retry</c>, in milliseconds.</summary>
    public long Retry;

    /// <summary>The unusual properties of the framing. <see cref="SseDialect.InvalidUtf8"/> means that every field must be validated.</summary>
    public SseDialect Dialect;

    /// <summary>Creates the fields of a usual event that is valid UTF-8.</summary>
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
