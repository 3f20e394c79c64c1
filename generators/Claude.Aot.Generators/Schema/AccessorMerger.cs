namespace Claude.Aot.Generators;

/// <summary>
/// A collector of the accessors of a view. Members of several kinds with the same C# name and type become one accessor. The accessor does not check the kind if
/// every member is in the same place in the object itself.
/// </summary>
internal sealed class AccessorMerger
{
    private readonly ParseContext _context;
    private readonly string _view;
    private readonly HashSet<string> _reserved = [];
    private readonly List<AccessorDraft> _accessors = [];

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
            Report(property, "every view has this one, or it is written by hand");
            return;
        }

        var source = new AccessorSourceDraft(member, container, property.WireName, isAppended);
        AccessorDraft? twin = _accessors.Find(accessor => accessor.Name == property.Name);
        if (twin is null)
        {
            _accessors.Add(new AccessorDraft(property.Name, property.Description, kind, typeName) { Sources = { source } });
        }
        else if (twin.Kind != kind || twin.TypeName != typeName)
        {
            Report(property, "the members are of different types");
        }
        else if (twin.Sources.Any(other => other.Member == member))
        {
            Report(property, $"two members of {(member.Length == 0 ? "one object" : $"'{member}'")} have this name");
        }
        else
        {
            twin.Sources.Add(source);
        }
    }

    public EquatableArray<AccessorSpec> ToSpecs() => _accessors.Select(accessor => accessor.ToSpec()).ToEquatableArray();

    private static (AccessorKind Kind, string TypeName) TypeOf(TypeDraft type) => type.Kind switch
    {
        ValueKind.String or ValueKind.Constant => (AccessorKind.Text, ""),
        ValueKind.Integer => (AccessorKind.Int64, ""),
        ValueKind.Number => (AccessorKind.Double, ""),
        ValueKind.Boolean => (AccessorKind.Boolean, ""),
        ValueKind.ToolInput => (AccessorKind.ToolInput, ""),
        ValueKind.OpenEnum => (AccessorKind.OpenEnum, type.Target!.Name),
        ValueKind.Object or ValueKind.Union when type.Target!.Node.FindValue(Keywords.View) is { } view => (AccessorKind.View, view.Text),
        _ => (AccessorKind.Json, ""),
    };

    private void Report(PropertyDraft property, string reason) => _context.Report(Diagnostics.AccessorClash, property.Mark, _view, property.Name, reason);
}
