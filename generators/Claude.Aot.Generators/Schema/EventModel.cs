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

/// <summary>A member of an event, and the members of its object that the event lifts.</summary>
internal sealed record LiftDraft(PropertyDraft Container, IReadOnlyList<PropertyDraft> Lifted)
{
    public ObjectDraft Object => (ObjectDraft)Container.Type.Target!;
}

/// <summary>The values of <c>x-role</c> on an event, which say what the event does.</summary>
internal static class EventRole
{
    public const string MessageStart = "message-start";
    public const string BlockStart = "block-start";
    public const string BlockDelta = "block-delta";
    public const string BlockStop = "block-stop";
    public const string MessageDelta = "message-delta";
    public const string MessageStop = "message-stop";

    public static readonly string[] All = [MessageStart, BlockStart, BlockDelta, BlockStop, MessageDelta, MessageStop, "ignored", "error"];

    /// <summary>The roles that at most one event can have. The members of these events determine the types of the message, the blocks and the deltas.</summary>
    public static readonly string[] Unique = [MessageStart, BlockStart, BlockDelta, BlockStop, MessageStop];

    /// <summary>Gets the roles of the members that an event with this role must have.</summary>
    public static string[] NeedsOf(string role) => role switch
    {
        MessageStart => [MemberRole.Message],
        BlockStart => [MemberRole.Index, MemberRole.Block],
        BlockDelta => [MemberRole.Index, MemberRole.Delta],
        BlockStop => [MemberRole.Index],
        _ => [],
    };
}

/// <summary>The values of <c>x-role</c> on a member of an event, which say what the member holds.</summary>
internal static class MemberRole
{
    public const string Message = "message";
    public const string Index = "index";
    public const string Block = "block";
    public const string Delta = "delta";

    public static readonly string[] All = [Message, Index, Block, Delta];

    /// <summary>Gets a description of the type that the role requires, or null if the member has that type.</summary>
    public static string? Mismatch(string role, ValueKind kind) => role switch
    {
        Index => kind == ValueKind.Integer ? null : "an integer",
        Message => kind == ValueKind.Object ? null : "an object with a definition",
        _ => kind == ValueKind.Union ? null : "a union",
    };
}
