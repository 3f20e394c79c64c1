namespace Claude.Aot.Generators;

/// <summary>The events of a schema, and the types of the message, the blocks and the deltas that they determine.</summary>
internal sealed class EventModel
{
    public EventModel(UnionDraft union, IReadOnlyList<EventDraft> events)
    {
        Union = union;
        Events = events;
    }

    public UnionDraft Union { get; }

    public IReadOnlyList<EventDraft> Events { get; }

    public ObjectDraft? Message => FindBody(EventRole.MessageStart)?.Target as ObjectDraft;

    public UnionDraft? Blocks => FindBody(EventRole.BlockStart)?.Target as UnionDraft;

    public UnionDraft? Deltas => FindBody(EventRole.BlockDelta)?.Target as UnionDraft;

    private TypeDraft? FindBody(string role) => Events.FirstOrDefault(candidate => candidate.Role == role)?.Body?.Type;
}
