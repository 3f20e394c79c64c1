using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Reads the class that contains a tool.</summary>
internal sealed class ClassReader
{
    /// <summary>The property that returns the tools of a class.</summary>
    public const string Tools = "Tools";

    private readonly ToolScope _scope;
    private readonly string _method;
    private readonly Location _place;

    public ClassReader(ToolScope scope, string method, Location place)
    {
        _scope = scope;
        _method = method;
        _place = place;
    }

    public ToolClassSpec? Read()
    {
        INamedTypeSymbol type = _scope.Class;
        if (type.TypeKind != TypeKind.Class || type.IsFileLocal)
        {
            string reason = $"'{type.Name}' is not a class, or is local to its file; move the method to a class";
            _scope.Problems.Add(ToolDiagnostics.UnsupportedMethod, _place, _method, reason);
            return null;
        }

        if (PartialDeclarations.Read(_scope, _place) is not { } declarations)
        {
            return null;
        }

        INamedTypeSymbol? baseClass = FindBaseWithTools();
        return new ToolClassSpec(
            type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(),
            declarations,
            type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat),
            type.CSharp(),
            !type.IsRecord,
            baseClass is not null,
            baseClass is null ? null : IsStatic(baseClass) ? $"{baseClass.CSharp()}.{Tools}" : IsStatic(type) ? null : $"base.{Tools}");
    }

    /// <summary>Verifies that the class has no member of a generated name, and no such name itself.</summary>
    public void CheckMembers(string property)
    {
        foreach (string name in new[] { property, Tools, ToolClassNames.Code })
        {
            if (_scope.Class.Name == name)
            {
                string reason = $"a member named '{name}' is generated, which its class cannot have; rename the class";
                _scope.Problems.Add(ToolDiagnostics.UnsupportedMethod, _place, _method, reason);
            }

            if (_scope.Class.GetMembers(name).FirstOrDefault() is { } member)
            {
                _scope.Problems.Add(ToolDiagnostics.MemberClash, Problems.LocationOf(member, _place), _scope.Class.Name, name);
            }
        }
    }

    private INamedTypeSymbol? FindBaseWithTools()
    {
        INamedTypeSymbol? type = _scope.Class.BaseType;
        while (type is not null && !ToolsOf(type).Any())
        {
            type = type.BaseType;
        }

        return type;
    }

    // The property Tools is static if no tool of the class, or of a base class, needs an instance.
    private static bool IsStatic(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (ToolsOf(current).Any(method => !method.IsStatic))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<IMethodSymbol> ToolsOf(INamedTypeSymbol type) => type.SpecialType == SpecialType.System_Object
        ? []
        : type.GetMembers().OfType<IMethodSymbol>().Where(method => method.Find(SymbolAttributes.Tool) is not null);
}
