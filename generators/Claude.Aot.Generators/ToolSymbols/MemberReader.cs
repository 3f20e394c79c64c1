using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Reads what parameters and members have in common: type, description, limits, default.</summary>
internal sealed class MemberReader
{
    private readonly ToolScope _scope;
    private readonly TypeReader _types;

    public MemberReader(ToolScope scope, TypeReader types)
    {
        _scope = scope;
        _types = types;
    }

    /// <summary>Reads a member that is not required and has no default.</summary>
    /// <param name="symbols">The symbols that make up the member: a property, a parameter, or both.</param>
    public BoundMember? Read(ISymbol[] symbols, string jsonName, ITypeSymbol type, string? description, TypeUse use)
    {
        if (_types.Read(type, use) is not { } value)
        {
            return null;
        }

        ConstraintSpec? constraint = use.IsInput ? new ConstraintReader(_scope, symbols, use).Read(type, _types.Find(value.TypeId)) : null;
        ISymbol declared = symbols[0] is IParameterSymbol ? symbols[0].ContainingSymbol : symbols[0];
        return new BoundMember(
            jsonName,
            symbols[0].Name,
            description,
            value,
            IsRequired: false,
            MemberTarget.Setter,
            Default: null,
            constraint,
            InitOwner: null,
            declared.DeclaredAccessibility == Accessibility.Public);
    }

    /// <summary>Completes a member that is a parameter. It is optional if it has a default value, or if null is one of its values.</summary>
    public static BoundMember ToParameter(BoundMember read, IParameterSymbol parameter, MemberTarget target) => read with
    {
        IsRequired = !parameter.HasExplicitDefaultValue && !read.Value.IsNullable,
        Target = target,
        Default = parameter.HasExplicitDefaultValue ? ValueLiterals.Create(parameter.ExplicitDefaultValue, parameter.Type) : null,
    };
}
