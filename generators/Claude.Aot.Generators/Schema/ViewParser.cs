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
        if (KeywordReader.ReadName(_context, draft.Node, Keywords.View) is not { } name)
        {
            return null;
        }

        var accessors = new AccessorMerger(_context, name);
        accessors.Reserve(s_ofViews);
        switch (draft)
        {
            case ObjectDraft item:
                AddObject(accessors, item);
                return new ViewSpec(ViewShape.Object, name, draft.Description, draft.Name, null, draft == _events?.Message, accessors.ToSpecs());
            case UnionDraft union:
                accessors.Reserve([union.KindProperty, union.KindProperty + "Name"]);
                ViewShape shape = AddUnion(accessors, union);
                return new ViewSpec(shape, name, draft.Description, draft.Name, union.ToSpec(hasEmpty: false), union == _events?.Blocks, accessors.ToSpecs());
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
