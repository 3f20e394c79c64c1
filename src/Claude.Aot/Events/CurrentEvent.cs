using Claude.Aot.Buffers;
using Claude.Aot.Folding;

namespace Claude.Aot.Events;

/// <summary>
/// Where the parts of the current event lie: what <see cref="StreamEvent"/> and <see cref="Delta"/> show. Parts of one array are kept as numbers: to store a reference
/// to it with each of them would cost as much as reading the event.
/// </summary>
internal struct CurrentEvent
{
    /// <summary>The event's type; <see cref="StreamEventType.None"/> when there is no event.</summary>
    public StreamEventType Type;

    public EventRole Role;

    /// <summary>The block index, or -1.</summary>
    public int Index;

    public DeltaType DeltaType;

    /// <summary>The type of the block that starts.</summary>
    public ContentBlockType BlockType;

    /// <inheritdoc cref="EventTemplateReader.IsUsualBlock"/>
    public bool IsUsualBlock;

    /// <summary>Whether the decoded text is not that of the event alone: a character was split between it and a neighbour.</summary>
    public bool IsSplit;

    /// <summary>Whether the index is not written as the API writes it, or the event has none that can be read.</summary>
    public bool HasOddIndex;

    /// <summary>Whether the member that the event's delta appends is no string: it is to be read as its JSON text.</summary>
    public bool HasOddText;

    /// <summary>The learned shape by which it was read, or 0.</summary>
    public int LearnedId;

    /// <summary>The array that the event's JSON lies in.</summary>
    public byte[]? Array;

    /// <summary>Where in it the parts count from.</summary>
    public int Origin;

    /// <summary>Where the name of the event's type lies, if not in the JSON: gateways leave it out there.</summary>
    public byte[]? NameArray;

    /// <summary>The array of the fold that <see cref="AddedRange"/> lies in.</summary>
    public byte[]? AddedArray;

    /// <summary>The member that the event's delta brings, where the event was read by a template.</summary>
    public DeltaMember Member;

    public ByteRange JsonRange;
    public ByteRange NameRange;
    public ByteRange BodyRange;
    public ByteRange TextRange;
    public ByteRange AddedRange;

    /// <summary>The event's JSON.</summary>
    public readonly ArraySegment<byte> Json => JsonRange.Of(Array, Origin);

    /// <summary>The name of the event's type as it stands in the JSON, or as the event's name line gave it.</summary>
    public readonly ArraySegment<byte> TypeName => NameArray is null ? NameRange.Of(Array, Origin) : NameRange.Of(NameArray);

    /// <summary>The message, block or delta within the JSON.</summary>
    public readonly ArraySegment<byte> Body => BodyRange.Of(Array, Origin);

    /// <summary>The text that the event's delta brought, as it stands between its quotes.</summary>
    public readonly ArraySegment<byte> RawText => TextRange.Of(Array, Origin);

    /// <summary>The same text, decoded, where it lies in the fold.</summary>
    public readonly ArraySegment<byte> Added => AddedRange.Of(AddedArray);
}
