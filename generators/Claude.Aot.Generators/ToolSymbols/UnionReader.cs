using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Reads polymorphic types: those with <c>[JsonDerivedType]</c>.</summary>
internal sealed class UnionReader
{
    private readonly ToolScope _scope;
    private readonly TypeReader _types;

    public UnionReader(ToolScope scope, TypeReader types)
    {
        _scope = scope;
        _types = types;
    }

    public static bool IsUnion(INamedTypeSymbol type) => type.FindJson("JsonDerivedTypeAttribute") is not null;

    public BoundUnion? Read(string id, INamedTypeSymbol type, TypeUse use)
    {
        string name = type.FindJson("JsonPolymorphicAttribute")?.Named("TypeDiscriminatorPropertyName") as string ?? "$type";
        List<(string Id, int Depth)> variants = [];
        HashSet<string> values = [];
        foreach (AttributeData attribute in type.GetAttributes().Where(attribute => attribute.AttributeClass?.Name == "JsonDerivedTypeAttribute"))
        {
            if (attribute.Argument(0) is not INamedTypeSymbol derived || Json(attribute.Argument(1)) is not { } value || !values.Add(value))
            {
                _scope.Problems.Add(
                    ToolDiagnostics.BadAttribute,
                    attribute.LocationOf(use.Location),
                    "JsonDerivedType",
                    type.Short(),
                    "each derived type needs its own discriminator");
                return null;
            }

            if (_types.AddVariant(derived, new DiscriminatorSpec(name, attribute.Argument(1) as string ?? "", value), use) is { } variant)
            {
                variants.Add((variant, DepthOf(derived)));
            }
        }

        return new BoundUnion(
            id,
            type.Word(),
            type.CSharp(),
            SymbolAttributes.DescriptionOf(type) ?? DocReader.Summary(type, _scope.CancellationToken),
            name,
            variants.OrderByDescending(variant => variant.Depth).Select(variant => variant.Id).ToEquatableArray());
    }

    private static string? Json(object? discriminator) => discriminator switch
    {
        string text => JsonString.Quote(text),
        int number => SymbolNames.Invariant(number),
        _ => null,
    };

    private static int DepthOf(ITypeSymbol type) => type.BaseType is { } baseType ? DepthOf(baseType) + 1 : 0;
}
