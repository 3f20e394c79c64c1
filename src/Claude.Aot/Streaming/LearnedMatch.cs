namespace Claude.Aot;

/// <summary>Where the parts of an event of a learned shape end.</summary>
internal struct LearnedMatch
{
    public int TextLength;
    public bool IsEscaped;

    /// <summary>The end of the delta object, of the JSON and of the event, counted from the event's first byte.</summary>
    public int BodyLength;
    public int JsonLength;
    public int Length;
}
