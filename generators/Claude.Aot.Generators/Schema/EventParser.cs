namespace Claude.Aot.Generators;

/// <summary>
/// A parser for events. It finds the union of events by the <c>x-role</c> of its variants, and reads the roles of each event and of its members.
/// </summary>
internal sealed class EventParser
{
    private readonly ParseContext _context;
    private readonly DefTable _table;

    public EventParser(ParseContext context, DefTable table)
    {
        _context = context;
        _table = table;
    }

    /// <summary>Parses the events. Returns null if the schema has none.</summary>
    public EventModel? Parse()
    {
        UnionDraft? union = FindUnion();
        List<EventDraft> events = [.. union?.Variants.Select(ParseEvent) ?? []];
        foreach (ObjectDraft other in _table.Objects.Where(candidate => union is null || candidate.Union != union))
        {
            foreach (PropertyDraft property in other.Properties)
            {
                ReportMisplaced(property.Node, Keywords.Role, "a member of an event");
                ReportMisplaced(property.Node, Keywords.Lift, "a member of an event");
            }
        }

        CheckUnique(events);
        return union is null ? null : new EventModel(union, events);
    }

    /// <summary>Checks every <c>x-hot</c>, which requests a template for an event or a delta.</summary>
    public void CheckHot(EventModel? model)
    {
        foreach (ObjectDraft draft in _table.Objects)
        {
            if (draft.Node.Find(Keywords.Hot) is not { } hot)
            {
                continue;
            }

            if (hot.Value.Kind is not (JsonNodeKind.True or JsonNodeKind.False))
            {
                _context.Report(Diagnostics.BadKeywordValue, hot.Value.Location, Keywords.Hot, "true or false");
            }

            if (draft.Union is null || (draft.Union != model?.Union && draft.Union != model?.Deltas))
            {
                ReportMisplaced(draft.Node, Keywords.Hot, "an event or a delta");
            }
        }
    }

    private UnionDraft? FindUnion()
    {
        UnionDraft? union = null;
        foreach (ObjectDraft draft in _table.Objects)
        {
            if (draft.Node.Find(Keywords.Role) is null)
            {
                continue;
            }

            union ??= draft.Union;
            if (draft.Union is null || draft.Union != union)
            {
                ReportMisplaced(draft.Node, Keywords.Role, "the variants of one union, which are the events");
            }
        }

        return union;
    }

    private EventDraft ParseEvent(ObjectDraft draft)
    {
        string? role = ParseRole(draft.Node, "an event", EventRole.All);
        var result = new EventDraft { Object = draft, Role = role ?? "" };
        foreach (PropertyDraft property in draft.Properties)
        {
            if (ParseRole(property.Node, "a member", MemberRole.All) is { } memberRole)
            {
                AddMember(result, property, memberRole);
            }

            ParseLift(result, property);
        }

        foreach (string need in EventRole.NeedsOf(result.Role).Where(need => result.Find(need) is null))
        {
            _context.Report(Diagnostics.MissingRole, draft.Location, result.Role, need);
        }

        return result;
    }

    private string? ParseRole(JsonNode node, string place, string[] roles)
    {
        if (node.FindValue(Keywords.Role) is not { } role)
        {
            return null;
        }

        if (roles.Contains(role.Text))
        {
            return role.Text;
        }

        _context.Report(Diagnostics.UnknownRole, role.Location, role.Text, place, string.Join(", ", roles));
        return null;
    }

    private void AddMember(EventDraft draft, PropertyDraft property, string role)
    {
        SourceLocation location = property.Node.FindValue(Keywords.Role)!.Location;
        if (MemberRole.Mismatch(role, property.Type.Kind) is { } wanted)
        {
            _context.Report(Diagnostics.BadRoleType, location, role, wanted);
        }

        // An event can have only one body, because no fold would know what a second one is for.
        PropertyDraft? holder = role == MemberRole.Index ? draft.Find(role) : draft.Body;
        if (holder is not null)
        {
            _context.Report(Diagnostics.DuplicateRole, location, holder.WireName, role == MemberRole.Index ? role : "message, block or delta");
            return;
        }

        draft.Members.Add(role, property);
    }

    private void ParseLift(EventDraft draft, PropertyDraft property)
    {
        IReadOnlyList<JsonNode> names = KeywordReader.ReadStrings(_context, property.Node, Keywords.Lift);
        if (names.Count == 0)
        {
            return;
        }

        if (property.Type.Target is not ObjectDraft target)
        {
            ReportMisplaced(property.Node, Keywords.Lift, "a member that is an object with a definition");
            return;
        }

        var lifted = new List<PropertyDraft>();
        foreach (JsonNode name in names)
        {
            if (target.Find(name.Text) is { Type.Kind: not ValueKind.Discriminator } member)
            {
                lifted.Add(member);
            }
            else
            {
                _context.Report(Diagnostics.BadLift, name.Location, target.Name, name.Text);
            }
        }

        draft.Lifts.Add(new LiftDraft(property, lifted));
    }

    private void CheckUnique(List<EventDraft> events)
    {
        foreach (EventDraft draft in events.Where(candidate => EventRole.Unique.Contains(candidate.Role)))
        {
            EventDraft first = events.Find(candidate => candidate.Role == draft.Role)!;
            if (first != draft)
            {
                SourceLocation location = draft.Object.Node.FindValue(Keywords.Role)!.Location;
                _context.Report(Diagnostics.DuplicateRole, location, first.Object.Member.Name, draft.Role);
            }
        }
    }

    private void ReportMisplaced(JsonNode node, string keyword, string place)
    {
        if (node.Find(keyword) is { } member)
        {
            _context.Report(Diagnostics.Misplaced, member.Location, keyword, place);
        }
    }
}
