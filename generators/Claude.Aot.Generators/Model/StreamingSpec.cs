namespace Claude.Aot.Generators;

/// <summary>What the package itself has beside owned types: views, and the rules by which events fold.</summary>
/// <param name="Rules">Null for a schema without events.</param>
/// <param name="Templates">Null for a schema without events.</param>
internal sealed record StreamingSpec(EquatableArray<ViewSpec> Views, EventRulesSpec? Rules, EventTemplatesSpec? Templates);
