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
        BuildOpenEnums(isConstants: false),
        _table.KindUnions.Select(BuildKindUnion).ToEquatableArray(),
        BuildOpenEnums(isConstants: true),
        _table.All.Where(draft => draft.Subnamespace.Length > 0).Select(draft => new SubnamespaceSpec(draft.Name, draft.Subnamespace)).ToEquatableArray(),
        streaming);

    private EquatableArray<OpenEnumSpec> BuildOpenEnums(bool isConstants) => _table.OpenEnums
        .Where(draft => draft.IsConstants == isConstants)
        .Select(draft => new OpenEnumSpec(draft.Name, draft.Description, draft.Example, draft.KindName, draft.Values.ToEquatableArray()))
        .ToEquatableArray();

    private static IEnumerable<DefDraft> NeedingEmpty(ObjectDraft draft) => draft.Properties
        .Where(property => property.Type.Kind is ValueKind.Object or ValueKind.Union or ValueKind.KindUnion && !property.IsNullable)
        .Select(property => property.Type.Target!);

    private ObjectSpec BuildObject(ObjectDraft draft) => new(
        draft.Name,
        draft.Description,
        draft.Example,
        draft.Union is { } union ? new VariantOfSpec(union.Name, union.KindProperty, union.KindName, draft.Discriminator!.Name) : null,
        _withEmpty.Contains(draft),
        draft.IsRecord,
        draft.Properties.Select(property => BuildProperty(draft, property)).ToEquatableArray());

    private static PropertySpec BuildProperty(ObjectDraft draft, PropertyDraft property) => new(
        property.WireName,
        property.Name,
        property.Description,
        property.Type.ToSpec(property.IsNullable, draft),
        property.Constant,
        IsAskedFor(draft, property),
        property.IsRequired && property.Type.IsNullable);

    private KindUnionSpec BuildKindUnion(KindUnionDraft draft) => new(
        draft.Name,
        draft.Description,
        draft.Example,
        _withEmpty.Contains(draft),
        draft.Alternatives.ToEquatableArray());

    private static bool IsAskedFor(ObjectDraft draft, PropertyDraft property) =>
        property is { IsRequired: true, Type.IsNullable: false }
        && draft.Side != Side.Response
        && property.Type.Kind is not (ValueKind.ToolInput or ValueKind.Constant or ValueKind.Discriminator);
}
