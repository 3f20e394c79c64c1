namespace Claude.Aot.Sse;

/// <summary>The layout of an event in the usual form: <c>event: NAME</c> LF <c>data: DATA</c> LF LF, or the same without the first line.</summary>
internal struct SseUsualEvent
{
    /// <summary>The offset of the name, if the event has one.</summary>
    public const int NameStart = 7;

    /// <summary>The length of the name; 0 if there is none.</summary>
    public int NameLength;

    /// <summary>The offset of the data.</summary>
    public int DataStart;

    /// <summary>The length of the event, including its blank line; 0 if there is no event.</summary>
    public int Length;

    /// <summary>Gets the length of the data.</summary>
    public readonly int DataLength => Length - DataStart - 2;
}
