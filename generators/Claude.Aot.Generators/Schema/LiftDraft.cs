namespace Claude.Aot.Generators;

/// <summary>A member of an event, and the members of its object that the event lifts.</summary>
internal sealed record LiftDraft(PropertyDraft Container, IReadOnlyList<PropertyDraft> Lifted)
{
    public ObjectDraft Object => (ObjectDraft)Container.Type.Target!;
}
