using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>
/// Chooses the constructor for an object that is read: the one with <c>[JsonConstructor]</c>, else the public one without parameters, else the only public
/// one, else the only one that the class of the tool can call.
/// </summary>
internal static class ConstructorChoice
{
    public static IMethodSymbol? Find(INamedTypeSymbol type, ToolScope scope, out string? reason)
    {
        reason = null;
        if (type.IsAbstract)
        {
            reason = "it is abstract; add [JsonDerivedType] attributes or use a derived type";
            return null;
        }

        List<IMethodSymbol> all = [.. type.InstanceConstructors.Where(constructor => scope.Sees(constructor) && !IsCopy(constructor))];
        List<IMethodSymbol> marked = [.. all.Where(constructor => constructor.FindJson("JsonConstructorAttribute") is not null)];
        List<IMethodSymbol> open = [.. all.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public && !IsImplicitOfStruct(constructor))];
        IMethodSymbol? choice = Only(marked)
            ?? open.FirstOrDefault(constructor => constructor.Parameters.Length == 0)
            ?? Only(open)
            ?? (open.Count == 0 ? Only([.. all.Where(constructor => !IsImplicitOfStruct(constructor))]) ?? all.FirstOrDefault(IsImplicitOfStruct) : null);
        if (choice is null)
        {
            reason = all.Count == 0
                ? $"no constructor is accessible from '{scope.Class.Name}'; make one public or internal"
                : "it has several constructors; mark one of them with [JsonConstructor]";
        }

        return choice;
    }

    private static IMethodSymbol? Only(List<IMethodSymbol> constructors) => constructors.Count == 1 ? constructors[0] : null;

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 1 && constructor.ContainingType.IsRecord
        && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);

    private static bool IsImplicitOfStruct(IMethodSymbol constructor) =>
        constructor.ContainingType.IsValueType && constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 0;
}
