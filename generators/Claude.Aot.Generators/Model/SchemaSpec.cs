namespace Claude.Aot.Generators;

/// <summary>The specification of everything that is printed for one schema file.</summary>
/// <param name="Stem">The prefix of the hint names and of the resolver's name: <c>Messages</c> for <c>messages.schema.json</c>.</param>
/// <param name="Namespace">The namespace of the generated types.</param>
/// <param name="Objects">The owned objects, in the order of the schema. The lists that follow have the same order.</param>
/// <param name="Constants">The open enums whose values become string constants.</param>
/// <param name="Subnamespaces">The types that are in a namespace below <paramref name="Namespace"/>.</param>
/// <param name="Streaming">The views and the event rules; null if only owned types are printed.</param>
internal sealed record SchemaSpec(
    string Stem,
    string Namespace,
    EquatableArray<ObjectSpec> Objects,
    EquatableArray<UnionSpec> Unions,
    EquatableArray<OpenEnumSpec> OpenEnums,
    EquatableArray<KindUnionSpec> KindUnions,
    EquatableArray<OpenEnumSpec> Constants,
    EquatableArray<SubnamespaceSpec> Subnamespaces,
    StreamingSpec? Streaming)
{
    /// <summary>Gets the namespace of a type.</summary>
    public string NamespaceOf(string typeName) =>
        Subnamespaces.FirstOrDefault(item => item.TypeName == typeName) is { } below ? $"{Namespace}.{below.Name}" : Namespace;
}

/// <summary>A type in a namespace below that of the schema.</summary>
internal sealed record SubnamespaceSpec(string TypeName, string Name);

/// <summary>The parts that only the package itself has in addition to owned types: views, and the rules and templates of events.</summary>
/// <param name="Rules">The rules of events; null if the schema has no events.</param>
/// <param name="Templates">The templates of events; null if the schema has no events.</param>
internal sealed record StreamingSpec(EquatableArray<ViewSpec> Views, EventRulesSpec? Rules, EventTemplatesSpec? Templates);
