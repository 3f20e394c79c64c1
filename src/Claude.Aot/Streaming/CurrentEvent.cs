namespace Claude.Aot;

/// <summary>Where the parts of the current event lie: what <see cref="StreamEvent"/> and <see cref="Delta"/> show.</summary>
internal struct CurrentEvent
{
    /// <summary>The event's type; <see cref="StreamEventType.None"/> when there is no event.</summary>
    public StreamEventType Type;

    public EventRole Role;

    /// <summary>The block index, or -1.</summary>
    public int Index;

    public DeltaType DeltaType;

    /// <summary>The event's JSON.</summary>
    public ArraySegment<byte> Json;

    /// <summary>The name of the event's type as it stands in the JSON, or as the event's name line gave it.</summary>
    public ArraySegment<byte> TypeName;

    /// <summary>The message, block or delta within the JSON.</summary>
    public ArraySegment<byte> Body;

    /// <summary>The text that the event's delta added, decoded.</summary>
    public ArraySegment<byte> Added;
}
