using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Reads a type with <c>[ClaudeOutput]</c>.</summary>
internal static class OutputReader
{
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
            scope.Problems.Add(ToolDiagnostics.UnsupportedOutput, place, part, $"{problem} (used by {type.Name}), and the API accepts no such output");
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
        { IsFileLocal: true } => "a type that is local to its file cannot have a generated part",
        { IsStatic: true } => "a static class has no objects",
        _ when OutputNames.All.Contains(type.Name) || type.TypeParameters.Any(parameter => OutputNames.All.Contains(parameter.Name)) =>
            $"the names {string.Join(", ", OutputNames.All)} are those of generated members; rename it",
        _ when UnionReader.IsUnion(type) => "it is polymorphic; make it the type of a member",
        _ when CollectionTypes.FindList(type) is not null || CollectionTypes.IsMap(type) || CollectionTypes.WhyNotObject(type) is not null =>
            "use a class or a record that is not a collection",
        _ => null,
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
