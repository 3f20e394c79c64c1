namespace Claude.Aot.Generators;

/// <summary>An event while the schema is being parsed.</summary>
internal sealed class EventDraft
{
    public required ObjectDraft Object { get; init; }

    /// <summary>Gets the <c>x-role</c> of the event; empty if the event is delivered and folds nothing.</summary>
    public required string Role { get; init; }

    /// <summary>Gets the members that have an <c>x-role</c>, by their role.</summary>
    public Dictionary<string, PropertyDraft> Members { get; } = [];

    /// <summary>Gets the members with an <c>x-lift</c>, whose own members get accessors on the event.</summary>
    public List<LiftDraft> Lifts { get; } = [];

    public PropertyDraft? Body => Find(MemberRole.Message) ?? Find(MemberRole.Block) ?? Find(MemberRole.Delta);

    public PropertyDraft? Find(string role) => Members.TryGetValue(role, out PropertyDraft? member) ? member : null;
}
