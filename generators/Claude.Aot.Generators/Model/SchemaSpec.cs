namespace Claude.Aot.Generators;

/// <summary>Everything that is printed for one schema file.</summary>
/// <param name="Stem">What its hint names and its resolver begin with: <c>Messages</c> of <c>messages.schema.json</c>.</param>
/// <param name="Namespace">The namespace of its types.</param>
/// <param name="Objects">In the schema's order, as are all that follow.</param>
/// <param name="Streaming">Null where only owned types are printed.</param>
internal sealed record SchemaSpec(
    string Stem,
    string Namespace,
    EquatableArray<ObjectSpec> Objects,
    EquatableArray<UnionSpec> Unions,
    EquatableArray<OpenEnumSpec> OpenEnums,
    EquatableArray<KindUnionSpec> KindUnions,
    StreamingSpec? Streaming);
