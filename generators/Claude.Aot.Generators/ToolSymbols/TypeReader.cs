using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>A place at which a type is used.</summary>
/// <param name="IsInput">Whether the type is read; otherwise it is written.</param>
/// <param name="Owner">The parameter or member, for messages.</param>
internal sealed record TypeUse(bool IsInput, string Owner, Location Location);

/// <summary>Reads the types that a tool binds, and everything they contain.</summary>
internal sealed class TypeReader
{
    // A type that contains itself with larger type arguments would never end.
    private const int MaxGenericDepth = 16;

    private readonly ToolScope _scope;
    private readonly Dictionary<string, BoundType?> _types = [];
    private readonly List<string> _order = [];
    private bool _isEndless;

    public TypeReader(ToolScope scope) => _scope = scope;

    public EquatableArray<BoundType> Types => _order.Select(id => _types[id]).OfType<BoundType>().ToEquatableArray();

    /// <summary>Gets a type that has been read; null if it is being read, or is not supported.</summary>
    public BoundType? Find(string id) => _types.TryGetValue(id, out BoundType? type) ? type : null;

    public static string JsonNameOf(ISymbol enumMember) => enumMember.FindJson("JsonStringEnumMemberNameAttribute")?.Argument(0) as string ?? enumMember.Name;

    /// <summary>Reads a type. A type that is not supported is reported.</summary>
    public BoundValue? Read(ITypeSymbol type, TypeUse use)
    {
        if (_isEndless)
        {
            return null;
        }

        bool isNullableStruct = type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        ITypeSymbol plain = isNullableStruct ? ((INamedTypeSymbol)type).TypeArguments[0] : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        bool isNullable = isNullableStruct || (type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated);
        string name = plain.CSharp();
        string id = IdOf(name, use);
        if (!_types.ContainsKey(id))
        {
            _scope.CancellationToken.ThrowIfCancellationRequested();
            _types.Add(id, null);
            _order.Add(id);
            _types[id] = Create(id, plain, name, use);
            if (_types[id] is null)
            {
                return null;
            }
        }

        return new BoundValue(id, isNullable ? name + "?" : name, isNullable, plain.IsValueType);
    }

    /// <summary>Adds a variant of a union, which is another specification than the same type without discriminator.</summary>
    public string? AddVariant(INamedTypeSymbol type, DiscriminatorSpec discriminator, TypeUse use)
    {
        string name = type.CSharp();
        string id = $"{IdOf(name, use)} as {discriminator.JsonName}={discriminator.Json}";
        if (!_types.ContainsKey(id))
        {
            _types.Add(id, null);
            _order.Add(id);
            _types[id] = new ObjectReader(_scope, this).Read(id, type, use, discriminator);
        }

        return id;
    }

    private static int GenericDepthOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => GenericDepthOf(array.ElementType) + 1,
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic => generic.TypeArguments.Max(GenericDepthOf) + 1,
        _ => 0,
    };

    private string IdOf(string name, TypeUse use) => $"{(use.IsInput ? _scope.IsStrict ? "strict" : "in" : "out")} {name}";

    private BoundType? Create(string id, ITypeSymbol type, string name, TypeUse use)
    {
        if (GenericDepthOf(type) > MaxGenericDepth)
        {
            _isEndless = true;
            return Refuse(type.OriginalDefinition, use, "it contains itself with other type arguments, without end; use a type that is not generic");
        }

        if (ScalarTypes.Find(type) is { } scalar)
        {
            return new BoundScalar(id, type.Word(), name, scalar);
        }

        return type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => CreateList(id, name, ListForm.Array, array.ElementType, use),
            INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration => CreateEnum(id, name, enumeration, use),
            INamedTypeSymbol named when CollectionTypes.FindList(named) is { } form => CreateList(id, name, form, named.TypeArguments[0], use),
            INamedTypeSymbol named when CollectionTypes.IsMap(named) => CreateMap(id, name, named, use),
            INamedTypeSymbol named when CollectionTypes.WhyNotObject(named) is null => CreateObject(id, named, use),
            INamedTypeSymbol named => Refuse(type, use, CollectionTypes.WhyNotObject(named)!),
            ITypeParameterSymbol => Refuse(type, use, "a type parameter has no schema; use a concrete type"),
            _ => Refuse(type, use, "use a class, a record, an array, a list or one of the simple types"),
        };
    }

    private BoundList? CreateList(string id, string name, ListForm form, ITypeSymbol element, TypeUse use) =>
        Read(element, use) is { } value ? new BoundList(id, element.Word() + (form == ListForm.HashSet ? "Set" : "List"), name, form, value) : null;

    private BoundMap? CreateMap(string id, string name, INamedTypeSymbol type, TypeUse use)
    {
        if (type.TypeArguments[0].SpecialType != SpecialType.System_String)
        {
            return Refuse<BoundMap>(type, use, "its keys must be strings, as the names of JSON properties are; use Dictionary<string, T>");
        }

        return Read(type.TypeArguments[1], use) is { } value ? new BoundMap(id, type.TypeArguments[1].Word() + "Map", name, value) : null;
    }

    private BoundEnum? CreateEnum(string id, string name, INamedTypeSymbol type, TypeUse use)
    {
        if (type.Find("System.FlagsAttribute") is not null)
        {
            return Refuse<BoundEnum>(type, use, "a combination of [Flags] has no name; use a list of an enum without [Flags]");
        }

        // Two names of one value would make a switch that writes it ambiguous: the first one wins.
        List<BoundEnumMember> members = [.. type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue)
            .Select(field => new BoundEnumMember(JsonNameOf(field), $"{name}.{SymbolNames.Escape(field.Name)}"))];
        return members.Count > 0
            ? new BoundEnum(id, type.Word(), name, members.ToEquatableArray())
            : Refuse<BoundEnum>(type, use, "the enum has no members; add one");
    }

    private BoundType? CreateObject(string id, INamedTypeSymbol type, TypeUse use) => UnionReader.IsUnion(type)
        ? new UnionReader(_scope, this).Read(id, type, use)
        : new ObjectReader(_scope, this).Read(id, type, use, discriminator: null);

    private BoundType? Refuse(ITypeSymbol type, TypeUse use, string reason) => Refuse<BoundType>(type, use, reason);

    private T? Refuse<T>(ITypeSymbol type, TypeUse use, string reason)
        where T : BoundType
    {
        _scope.Problems.Add(ToolDiagnostics.UnsupportedType, use.Location, type.Short(), use.Owner, reason);
        return null;
    }
}
