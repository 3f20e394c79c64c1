namespace Claude.Aot.Generators;

/// <summary>An accessor of a view, merged from all variants that have the member.</summary>
/// <param name="TypeName">The C# name of the open enum or view.</param>
/// <param name="Sources">One without <see cref="AccessorSourceSpec.Members"/> serves every kind.</param>
internal sealed record AccessorSpec(
    string Name,
    string Description,
    AccessorKind Kind,
    string TypeName,
    EquatableArray<AccessorSourceSpec> Sources);
