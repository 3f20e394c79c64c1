namespace Claude.Aot.Generators;

/// <summary>A parser for the views of all definitions that have an <c>x-view</c>.</summary>
internal sealed class ViewParser
{
    private static readonly string[] s_ofViews = ["IsPresent", "RawJson", "ToOwned", "Equals", "GetHashCode", "GetType", "ToString"];
    private static readonly string[] s_ofMessages = ["Content", "IsComplete", "ToMessage"];
    private static readonly string[] s_ofBlocks = ["IsComplete"];
    private static readonly string[] s_ofEvents = ["Index", "Message", "ContentBlock", "Delta", "Source", "Appended"];

    private readonly ParseContext _context;
    private readonly EventModel? _events;

    public ViewParser(ParseContext context, EventModel? events)
    {
        _context = context;
        _events = events;
    }

    public IEnumerable<ViewSpec> Parse(DefTable table) => table.All.Select(ParseDefinition).OfType<ViewSpec>();

    private ViewSpec? ParseDefinition(DefDraft draft)
    {
        string example = KeywordReader.ReadExample(_context, draft.Node, Keywords.ViewExample);
        if (KeywordReader.ReadName(_context, draft.Node, Keywords.View) is not { } name)
        {
            if (example.Length > 0)
            {
                _context.Report(Diagnostics.Misplaced, draft.Node.Find(Keywords.ViewExample)!.Location, Keywords.ViewExample, "a definition with x-view");
            }

            return null;
        }

        var accessors = new AccessorMerger(_context, name);
        accessors.Reserve(s_ofViews);
        switch (draft)
        {
            case ObjectDraft item:
                AddObject(accessors, item);
                return new ViewSpec(ViewShape.Object, name, draft.Description, example, draft.Name, null, draft == _events?.Message, accessors.ToSpecs());
            case UnionDraft union:
                accessors.Reserve([union.KindProperty, union.KindProperty + "Name"]);
                ViewShape shape = AddUnion(accessors, union);
                bool isFolded = union == _events?.Blocks;
                return new ViewSpec(shape, name, draft.Description, example, draft.Name, union.ToSpec(hasEmpty: false), isFolded, accessors.ToSpecs());
            default:
                return null;
        }
    }

    private void AddObject(AccessorMerger accessors, ObjectDraft draft)
    {
        if (draft == _events?.Message)
        {
            accessors.Reserve(s_ofMessages);
        }

        foreach (PropertyDraft property in draft.Properties.Where(property => !IsBlocksOfMessage(draft, property)))
        {
            accessors.Add(property, member: "", container: "");
        }
    }

    private ViewShape AddUnion(AccessorMerger accessors, UnionDraft union)
    {
        if (union == _events?.Union)
        {
            accessors.Reserve(s_ofEvents);
            AddEvents(accessors, _events.Events);
            return ViewShape.Event;
        }

        bool isDelta = union == _events?.Deltas;
        accessors.Reserve(isDelta ? s_ofEvents : union == _events?.Blocks ? s_ofBlocks : []);
        foreach (ObjectDraft variant in union.Variants)
        {
            foreach (PropertyDraft property in PropertiesOf(variant))
            {
                bool isAppended = isDelta && property.Fold?.Kind is FoldKind.Append or FoldKind.JsonAppend;
                accessors.Add(property, MemberOf(variant), container: "", isAppended);
            }
        }

        return isDelta ? ViewShape.Delta : ViewShape.Union;
    }

    /// <summary>Adds the accessors of events. Members with a role have hand-written accessors, and lifted members replace the member that holds them.</summary>
    private static void AddEvents(AccessorMerger accessors, IReadOnlyList<EventDraft> events)
    {
        foreach (EventDraft draft in events)
        {
            string member = MemberOf(draft.Object);
            foreach (PropertyDraft property in PropertiesOf(draft.Object))
            {
                if (!draft.Members.ContainsValue(property) && !draft.Lifts.Any(lift => lift.Container == property))
                {
                    accessors.Add(property, member, container: "");
                }
            }

            foreach (LiftDraft lift in draft.Lifts)
            {
                foreach (PropertyDraft property in lift.Lifted)
                {
                    accessors.Add(property, member, lift.Container.WireName);
                }
            }
        }
    }

    private bool IsBlocksOfMessage(ObjectDraft draft, PropertyDraft property) =>
        draft == _events?.Message && property.Type.Element?.Target is UnionDraft union && union == _events.Blocks;

    private static IEnumerable<PropertyDraft> PropertiesOf(ObjectDraft draft) =>
        draft.Properties.Where(property => property.Type.Kind != ValueKind.Discriminator);

    private static string MemberOf(ObjectDraft variant) => variant.Discriminator?.Name ?? "";
}

/// <summary>
/// A collector of the accessors of a view. Members of several kinds with the same C# name and type become one accessor. The accessor does not check the kind if
/// every member is in the same place in the object itself.
/// </summary>
internal sealed class AccessorMerger
{
    private readonly ParseContext _context;
    private readonly string _view;
    private readonly HashSet<string> _reserved = [];
    private readonly List<AccessorSpec> _accessors = [];

    public AccessorMerger(ParseContext context, string view)
    {
        _context = context;
        _view = view;
        _reserved.Add(view);
    }

    public void Reserve(string[] names) => _reserved.UnionWith(names);

    /// <param name="property">The member to add.</param>
    /// <param name="member">The enum member of the kind that has the member; empty if the view shows an object.</param>
    /// <param name="container">The member whose object holds the added member; empty if there is none.</param>
    /// <param name="isAppended">Whether the member is the one that a delta appends.</param>
    public void Add(PropertyDraft property, string member, string container, bool isAppended = false)
    {
        (AccessorKind kind, string typeName) = TypeOf(property.Type);
        if (_reserved.Contains(property.Name))
        {
            Report(property, "every view already has a member of this name");
            return;
        }

        var source = new AccessorSourceSpec(new([member]), container, property.WireName, isAppended);
        AccessorMeaningSpec[] meaning = member.Length == 0 ? [] : [new(new([member]), property.Description)];
        int index = _accessors.FindIndex(accessor => accessor.Name == property.Name);
        if (index < 0)
        {
            _accessors.Add(new AccessorSpec(property.Name, property.Description, kind, typeName, IsNullable(property, kind), new([source]), new(meaning)));
            return;
        }

        AccessorSpec existing = _accessors[index];
        if (existing.Kind != kind || existing.TypeName != typeName)
        {
            Report(property, "the members have different types");
        }
        else if (existing.Sources.Any(other => other.Members.Contains(member)))
        {
            Report(property, $"two members of {(member.Length == 0 ? "one object" : $"'{member}'")} have this name");
        }
        else
        {
            _accessors[index] = existing with
            {
                IsNullable = existing.IsNullable || IsNullable(property, kind),
                Sources = new([.. existing.Sources, source]),
                Meanings = new([.. existing.Meanings, .. meaning]),
            };
        }
    }

    public EquatableArray<AccessorSpec> ToSpecs() => _accessors
        .Select(accessor => accessor with { Sources = MergePlaces(accessor.Sources), Meanings = MergeMeanings(accessor.Meanings) })
        .ToEquatableArray();

    private static EquatableArray<AccessorMeaningSpec> MergeMeanings(EquatableArray<AccessorMeaningSpec> meanings) => meanings
        .GroupBy(meaning => meaning.Description)
        .Select(group => new AccessorMeaningSpec(group.SelectMany(meaning => meaning.Members).ToEquatableArray(), group.Key))
        .ToEquatableArray();

    /// <summary>Merges the sources that differ only in the kind. If all are in one place of the object itself, the accessor need not check the kind.</summary>
    private static EquatableArray<AccessorSourceSpec> MergePlaces(EquatableArray<AccessorSourceSpec> sources)
    {
        AccessorSourceSpec[] places = [.. sources
            .GroupBy(source => source with { Members = default })
            .Select(group => group.Key with { Members = group.SelectMany(source => source.Members).ToEquatableArray() })];
        bool isEverywhere = places.Length == 1 && places[0] is { Container: "", IsAppended: false };
        return isEverywhere ? new([places[0] with { Members = default }]) : new(places);
    }

    /// <summary>Returns whether an accessor is null if there is no value. Accessors of other types have an empty value of their own.</summary>
    private static bool IsNullable(PropertyDraft property, AccessorKind kind) => kind switch
    {
        AccessorKind.OpenEnum => !property.Type.HasNone,
        AccessorKind.Int64 or AccessorKind.Double or AccessorKind.Boolean => property.IsNullable,
        _ => false,
    };

    private static (AccessorKind Kind, string TypeName) TypeOf(TypeDraft type) => type.Kind switch
    {
        ValueKind.Constant when type.Target is { } openEnum => (AccessorKind.OpenEnum, openEnum.Name),
        ValueKind.String or ValueKind.Constant => (AccessorKind.Text, ""),
        ValueKind.Integer => (AccessorKind.Int64, ""),
        ValueKind.Number => (AccessorKind.Double, ""),
        ValueKind.Boolean => (AccessorKind.Boolean, ""),
        ValueKind.ToolInput => (AccessorKind.ToolInput, ""),
        ValueKind.OpenEnum => (AccessorKind.OpenEnum, type.Target!.Name),
        ValueKind.Object or ValueKind.Union when type.Target!.Node.FindValue(Keywords.View) is { } view => (AccessorKind.View, view.Text),
        _ => (AccessorKind.Json, ""),
    };

    private void Report(PropertyDraft property, string reason) => _context.Report(Diagnostics.AccessorClash, property.Location, _view, property.Name, reason);
}
