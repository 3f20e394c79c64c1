namespace Claude.Aot.Generators;

/// <summary>A builder that converts a schema without mistakes into the model from which code is printed.</summary>
internal sealed class SpecBuilder
{
    private readonly DefTable _table;
    private readonly HashSet<DefDraft> _withEmpty;

    public SpecBuilder(DefTable table)
    {
        _table = table;
        _withEmpty = [.. table.Objects.SelectMany(NeedingEmpty)];
    }

    public SchemaSpec Build(string stem, string schemaNamespace, StreamingSpec? streaming) => new(
        stem,
        schemaNamespace,
        _table.Objects.Select(BuildObject).ToEquatableArray(),
        _table.Unions.Select(union => union.ToSpec(_withEmpty.Contains(union))).ToEquatableArray(),
        _table.OpenEnums.Select(draft => new OpenEnumSpec(draft.Name, draft.Description, draft.Values.ToEquatableArray())).ToEquatableArray(),
        _table.KindUnions.Select(BuildKindUnion).ToEquatableArray(),
        _table.All.Where(draft => draft.Subnamespace.Length > 0).Select(draft => new SubnamespaceSpec(draft.Name, draft.Subnamespace)).ToEquatableArray(),
        streaming);

    private static IEnumerable<DefDraft> NeedingEmpty(ObjectDraft draft) => draft.Properties
        .Where(property => property.Type.Kind is ValueKind.Object or ValueKind.Union or ValueKind.KindUnion && !IsNullable(draft, property))
        .Select(property => property.Type.Target!);

    private ObjectSpec BuildObject(ObjectDraft draft) => new(
        draft.Name,
        draft.Description,
        draft.Union is { } union ? new VariantOfSpec(union.Name, union.KindProperty, union.KindName, draft.Discriminator!.Name) : null,
        _withEmpty.Contains(draft),
        draft.Properties.Select(property => BuildProperty(draft, property)).ToEquatableArray());

    private static PropertySpec BuildProperty(ObjectDraft draft, PropertyDraft property) => new(
        property.WireName,
        property.Name,
        property.Description,
        property.Type.ToSpec(IsNullable(draft, property), draft),
        property.Constant,
        IsAskedFor(draft, property),
        property.IsRequired && property.Type.IsNullable);

    private KindUnionSpec BuildKindUnion(KindUnionDraft draft) => new(
        draft.Name,
        draft.Description,
        _withEmpty.Contains(draft),
        draft.Alternatives.ToEquatableArray());

    private static bool IsAskedFor(ObjectDraft draft, PropertyDraft property) =>
        property is { IsRequired: true, Type.IsNullable: false }
        && draft.Side != Side.Response
        && property.Type.Kind is not (ValueKind.ToolInput or ValueKind.Constant or ValueKind.Discriminator);

    /// <summary>
    /// Returns whether the C# property is nullable. In an object that the caller creates, a member that can be absent is null. In a received object, an absent
    /// member has a documented default value, so only optional objects and enums are null.
    /// </summary>
    private static bool IsNullable(ObjectDraft draft, PropertyDraft property) => property.Type.Kind switch
    {
        ValueKind.Any or ValueKind.AnyObject or ValueKind.ToolInput or ValueKind.Constant or ValueKind.Discriminator => false,
        ValueKind.Object or ValueKind.Union or ValueKind.KindUnion or ValueKind.OpenEnum => property.Type.IsNullable || !property.IsRequired,
        _ => property.Type.IsNullable || (!property.IsRequired && draft.Side != Side.Response),
    };
}
