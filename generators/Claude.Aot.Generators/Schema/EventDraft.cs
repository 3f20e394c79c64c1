namespace Claude.Aot.Generators;

/// <summary>An event while the schema is parsed.</summary>
internal sealed class EventDraft
{
    public required ObjectDraft Object { get; init; }

    /// <summary>Empty for an event that is delivered and folds nothing.</summary>
    public required string Role { get; init; }

    /// <summary>The members that carry something, by their role.</summary>
    public Dictionary<string, PropertyDraft> Members { get; } = [];

    /// <summary>The members whose own members get accessors on the event, with those.</summary>
    public List<LiftDraft> Lifts { get; } = [];

    public PropertyDraft? Body => Find(MemberRole.Message) ?? Find(MemberRole.Block) ?? Find(MemberRole.Delta);

    public PropertyDraft? Find(string role) => Members.TryGetValue(role, out PropertyDraft? member) ? member : null;
}
