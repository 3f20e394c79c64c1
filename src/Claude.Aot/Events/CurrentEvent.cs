using Claude.Aot.Buffers;
using Claude.Aot.Folding;

namespace Claude.Aot.Events;

/// <summary>
/// The locations of the parts of the current event, for <see cref="StreamEvent"/> and <see cref="Delta"/>. Parts in the same array are stored as ranges,
/// because storing a reference with each of them would cost as much as reading the event.
/// </summary>
internal struct CurrentEvent
{
    /// <summary>The event's type; <see cref="StreamEventType.None"/> if there is no event.</summary>
    public StreamEventType Type;

    public EventRole Role;

    /// <summary>The block index, or -1.</summary>
    public int Index;

    public DeltaType DeltaType;

    /// <summary>The type of the block that the event starts.</summary>
    public ContentBlockType BlockType;

    /// <inheritdoc cref="EventTemplateReader.IsUsualBlock"/>
    public bool IsUsualBlock;

    /// <summary>
    /// Whether the decoded text differs from the text of this event alone, because a surrogate pair was split between this event and a neighboring one.
    /// </summary>
    public bool IsSplit;

    /// <summary>Whether the index is missing, unreadable, or not written as the API writes it.</summary>
    public bool HasOddIndex;

    /// <summary>Whether the value that the event's delta appends is not a string. Its JSON text is then used as the text.</summary>
    public bool HasOddText;

    /// <summary>The id of the learned shape by which the event was read, or 0.</summary>
    public int LearnedId;

    /// <summary>The array that contains the event's JSON.</summary>
    public byte[]? Array;

    /// <summary>The offset in that array that the ranges are relative to.</summary>
    public int Origin;

    /// <summary>
    /// The array that contains the name of the event's type, if it is not in the JSON, because gateways may leave it out there. Otherwise null.
    /// </summary>
    public byte[]? NameArray;

    /// <summary>The array of the fold that contains <see cref="AddedRange"/>.</summary>
    public byte[]? AddedArray;

    /// <summary>The member in the event's delta, if the event was read by a template.</summary>
    public DeltaMember Member;

    public ByteRange JsonRange;
    public ByteRange NameRange;
    public ByteRange BodyRange;
    public ByteRange TextRange;
    public ByteRange AddedRange;

    /// <summary>Gets the event's JSON.</summary>
    public readonly ArraySegment<byte> Json => JsonRange.Of(Array, Origin);

    /// <summary>Gets the name of the event's type, from the JSON or from the event line.</summary>
    public readonly ArraySegment<byte> TypeName => NameArray is null ? NameRange.Of(Array, Origin) : NameRange.Of(NameArray);

    /// <summary>Gets the message, block or delta within the JSON.</summary>
    public readonly ArraySegment<byte> Body => BodyRange.Of(Array, Origin);

    /// <summary>Gets the text of the event's delta as received, without its quotes.</summary>
    public readonly ArraySegment<byte> RawText => TextRange.Of(Array, Origin);

    /// <summary>Gets the same text, decoded, in the memory of the fold.</summary>
    public readonly ArraySegment<byte> Added => AddedRange.Of(AddedArray);
}
