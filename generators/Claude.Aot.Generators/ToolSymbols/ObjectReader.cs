using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Claude.Aot.Generators;

/// <summary>Reads classes, records and structs: their members, and how an object gets their values.</summary>
internal sealed class ObjectReader
{
    private readonly ToolScope _scope;
    private readonly TypeReader _types;

    public ObjectReader(ToolScope scope, TypeReader types)
    {
        _scope = scope;
        _types = types;
    }

    public BoundObject? Read(string id, INamedTypeSymbol type, TypeUse use, DiscriminatorSpec? discriminator)
    {
        IMethodSymbol? constructor = null;
        if (use.IsInput)
        {
            constructor = ConstructorChoice.Find(type, _scope, out string? reason);
            if (constructor is null)
            {
                _scope.Problems.Add(ToolDiagnostics.NoConstructor, use.Location, type.Short(), reason!);
                return null;
            }
        }

        List<BoundMember> members = [.. Members(type, constructor, use)];
        string? duplicate = members.Select(member => member.JsonName).Concat(discriminator is null ? [] : [discriminator.JsonName])
            .GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (duplicate is not null)
        {
            _scope.Problems.Add(ToolDiagnostics.DuplicateProperty, Problems.LocationOf(type, use.Location), type.Short(), duplicate);
            return null;
        }

        return new BoundObject(
            id,
            type.Word(),
            type.CSharp(),
            SymbolAttributes.DescriptionOf(type) ?? DocReader.Summary(type, _scope.CancellationToken),
            type.IsValueType,
            use.IsInput && _scope.IsStrict,
            discriminator,
            members.ToEquatableArray());
    }

    private IEnumerable<BoundMember> Members(INamedTypeSymbol type, IMethodSymbol? constructor, TypeUse use)
    {
        List<ISymbol> members = PropertiesOf(type);
        bool setsRequired = constructor?.Find("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null;
        foreach (IParameterSymbol parameter in constructor?.Parameters ?? [])
        {
            ISymbol? member = members.FirstOrDefault(candidate => string.Equals(candidate.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
            members.Remove(member!);
            if (ReadParameter(type, constructor!, parameter, member, use) is { } spec)
            {
                yield return spec;
            }
        }

        foreach (ISymbol member in members)
        {
            if ((use.IsInput ? ReadSettable(type, member, setsRequired, use) : ReadWritten(member, use)) is { } spec)
            {
                yield return spec;
            }
        }
    }

    private BoundMember? ReadParameter(INamedTypeSymbol type, IMethodSymbol constructor, IParameterSymbol parameter, ISymbol? member, TypeUse use)
    {
        ISymbol[] symbols = member is null ? [parameter] : [member, parameter];
        string? description = symbols.Select(SymbolAttributes.DescriptionOf).FirstOrDefault(text => text is not null)
            ?? (member is null ? null : DocReader.Summary(member, _scope.CancellationToken))
            ?? DocReader.Parameter(constructor, parameter.Name, _scope.CancellationToken)
            ?? DocReader.Parameter(type, parameter.Name, _scope.CancellationToken);
        var reader = new MemberReader(_scope, _types);
        string name = JsonNameOf(symbols, SymbolNames.ToCamelCase(member?.Name ?? parameter.Name));
        use = use with { Owner = $"{type.Name}.{parameter.Name}", Location = Problems.LocationOf(parameter, use.Location) };
        return reader.Read(symbols, name, parameter.Type, description, use) is { } read
            ? MemberReader.ToParameter(read, parameter, MemberTarget.Constructor)
            : null;
    }

    private BoundMember? ReadSettable(INamedTypeSymbol type, ISymbol member, bool setsRequired, TypeUse use)
    {
        bool isRequired = (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) && !setsRequired;
        bool isInitOnly = member is IPropertySymbol { SetMethod.IsInitOnly: true };
        bool isSettable = member is IFieldSymbol { IsReadOnly: false } || (member is IPropertySymbol { SetMethod: { } setter } && _scope.Sees(setter));
        if (!isSettable || ReadMember(member, use) is not { } read)
        {
            return null;
        }

        // An absent init-only property keeps the value of its initializer, which the object initializer would overwrite.
        bool keepsInitializer = isInitOnly && !isRequired && HasInitializer(member);
        if (keepsInitializer && (type.IsGenericType || member.ContainingType.IsGenericType))
        {
            _scope.Problems.Add(ToolDiagnostics.DefaultNotConstant, Problems.LocationOf(member, use.Location), $"{type.Name}.{member.Name}");
        }

        return read with
        {
            IsRequired = isRequired || member.FindJson("JsonRequiredAttribute") is not null,
            Target = isRequired || (isInitOnly && !keepsInitializer) ? MemberTarget.Initializer : isInitOnly ? MemberTarget.InitSetter : MemberTarget.Setter,
            InitOwner = keepsInitializer ? member.ContainingType.CSharp() : null,
        };
    }

    private BoundMember? ReadWritten(ISymbol member, TypeUse use) =>
        member is IFieldSymbol || (member is IPropertySymbol { GetMethod: { } getter } && _scope.Sees(getter)) ? ReadMember(member, use) : null;

    private BoundMember? ReadMember(ISymbol member, TypeUse use)
    {
        ITypeSymbol type = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
        string? description = SymbolAttributes.DescriptionOf(member) ?? DocReader.Summary(member, _scope.CancellationToken);
        string name = JsonNameOf([member], SymbolNames.ToCamelCase(member.Name));
        use = use with { Owner = $"{member.ContainingType.Name}.{member.Name}", Location = Problems.LocationOf(member, use.Location) };
        return new MemberReader(_scope, _types).Read([member], name, type, description, use);
    }

    /// <summary>Gets the properties, and the fields with <c>[JsonInclude]</c>, of a type and its base types: those of the base types first.</summary>
    private List<ISymbol> PropertiesOf(INamedTypeSymbol type)
    {
        List<ISymbol> members = type.BaseType is { SpecialType: SpecialType.None } baseType ? PropertiesOf(baseType) : [];
        foreach (ISymbol member in type.GetMembers().Where(IsProperty))
        {
            members.RemoveAll(inherited => inherited.Name == member.Name);
            if (member.FindJson("JsonIgnoreAttribute") is not { } ignore || ignore.Named("Condition") is not (null or 1))
            {
                members.Add(member);
            }
        }

        return members;
    }

    private bool IsProperty(ISymbol member) =>
        !member.IsStatic && member is IPropertySymbol { IsIndexer: false } or IFieldSymbol { IsImplicitlyDeclared: false }
        && ((member is IPropertySymbol && member.DeclaredAccessibility == Accessibility.Public)
            || (member.FindJson("JsonIncludeAttribute") is not null && _scope.Sees(member)));

    private bool HasInitializer(ISymbol property) =>
        property.DeclaringSyntaxReferences.Length == 0
        || property.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax(_scope.CancellationToken) is not PropertyDeclarationSyntax { Initializer: null, AccessorList: { } accessors }
            || accessors.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null));

    private static string JsonNameOf(IEnumerable<ISymbol> symbols, string otherwise) =>
        symbols.Select(SymbolAttributes.JsonNameOf).FirstOrDefault(name => name is not null) ?? otherwise;
}
