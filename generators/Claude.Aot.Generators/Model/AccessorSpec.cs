namespace Claude.Aot.Generators;

/// <summary>An accessor of a view, merged from all variants that have the member.</summary>
/// <param name="TypeName">The C# name of the open enum or view; empty for other kinds.</param>
/// <param name="Sources">The places of the value. A source without <see cref="AccessorSourceSpec.Members"/> applies to every kind.</param>
internal sealed record AccessorSpec(
    string Name,
    string Description,
    AccessorKind Kind,
    string TypeName,
    EquatableArray<AccessorSourceSpec> Sources);
