namespace Claude.Aot.Generators;

/// <summary>The parts that only the package itself has in addition to owned types: views, and the rules and templates of events.</summary>
/// <param name="Rules">The rules of events; null if the schema has no events.</param>
/// <param name="Templates">The templates of events; null if the schema has no events.</param>
internal sealed record StreamingSpec(EquatableArray<ViewSpec> Views, EventRulesSpec? Rules, EventTemplatesSpec? Templates);
