using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Reads a type with <c>[ClaudeOutput]</c>.</summary>
internal static class OutputReader
{
    private const string OnlyObjects = "the API accepts only an object as the whole output; use it as the type of a member";

    public static OutputResult Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var scope = new ToolScope(compilation, type, IsStrict: true, new Problems(), cancellationToken);
        OutputSpec? output = Read(type, scope);
        return new OutputResult(scope.Problems.HasErrors ? null : output, scope.Problems.ToArray());
    }

    private static OutputSpec? Read(INamedTypeSymbol type, ToolScope scope)
    {
        Location place = Problems.LocationOf(type, Location.None);
        if (WhyNotOutput(type) is { } reason)
        {
            scope.Problems.Add(ToolDiagnostics.UnsupportedOutput, place, type.Name, reason);
            return null;
        }

        if (PartialDeclarations.Read(scope, place) is not { } declarations)
        {
            return null;
        }

        foreach (string name in OutputNames.All)
        {
            if (type.GetMembers(name).FirstOrDefault() is { } member)
            {
                scope.Problems.Add(ToolDiagnostics.MemberClash, Problems.LocationOf(member, place), type.Name, name);
            }
        }

        var types = new TypeReader(scope);
        if (types.Read(type, new TypeUse(IsInput: true, type.Name, place)) is not { } root || scope.Problems.HasErrors)
        {
            return null;
        }

        foreach ((string part, string problem) in StrictCheck.Find(types.Types, [root.TypeId]))
        {
            string why = $"it uses '{part}', which the API does not accept in an output, because {problem}; use another type";
            scope.Problems.Add(ToolDiagnostics.UnsupportedOutput, place, type.Name, why);
        }

        return new OutputSpec(
            type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(),
            declarations,
            type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
            OutputNames.All.Where(name => HidesBase(type, name, scope)).ToEquatableArray(),
            root.TypeId,
            types.Types);
    }

    private static string? WhyNotOutput(INamedTypeSymbol type) => type switch
    {
        { IsFileLocal: true } => "it is local to its file, and the generated code is in another file; remove the file modifier",
        { IsStatic: true } => "it is static, so it has no instances; remove the static modifier",
        _ when type.TypeParameters.Prepend<ISymbol>(type).FirstOrDefault(symbol => OutputNames.All.Contains(symbol.Name)) is { } symbol =>
            $"a member named '{symbol.Name}' is generated; rename the {(symbol is ITypeParameterSymbol ? "type parameter" : "type")}",
        _ when UnionReader.IsUnion(type) => $"it is polymorphic, and {OnlyObjects}",
        _ when CollectionTypes.IsCollection(type) => $"it is a collection, and {OnlyObjects}",
        _ => CollectionTypes.WhyNotObject(type),
    };

    private static bool HidesBase(INamedTypeSymbol type, string name, ToolScope scope)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            // A method does not hide one that has other parameters.
            bool isHidden = current.GetMembers(name).Any(member => scope.Sees(member) && !(name == OutputNames.ReadPartial && member is IMethodSymbol));
            if (isHidden || (name != OutputNames.Code && current.Find(SymbolAttributes.Output) is not null))
            {
                return true;
            }
        }

        return false;
    }
}
