namespace Claude.Aot.Sse;

/// <summary>The measures of an event in the usual form: <c>event: NAME</c> LF <c>data: DATA</c> LF LF, or the same without the first line.</summary>
internal struct SseUsualEvent
{
    /// <summary>Where the name starts in an event that has one.</summary>
    public const int NameStart = 7;

    /// <summary>Length of the name; 0 when there is none.</summary>
    public int NameLength;

    /// <summary>Where the data starts.</summary>
    public int DataStart;

    /// <summary>The event's bytes, blank line included; 0 when there is no event.</summary>
    public int Length;

    /// <summary>Length of the data.</summary>
    public readonly int DataLength => Length - DataStart - 2;
}
