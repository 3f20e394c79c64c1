namespace Claude.Aot.Generators;

/// <summary>An owned object, which becomes a class.</summary>
/// <param name="Example">The C# code of the documentation's example; empty if there is none.</param>
/// <param name="Variant">The union of which the object is a variant, or null if there is none.</param>
/// <param name="HasEmpty">Whether any member has a shared empty instance as its default value.</param>
/// <param name="IsRecord">Whether the type is a record, which callers can copy with changes.</param>
internal sealed record ObjectSpec(
    string Name,
    string Description,
    string Example,
    VariantOfSpec? Variant,
    bool HasEmpty,
    bool IsRecord,
    EquatableArray<PropertySpec> Properties);

/// <summary>The union of a variant, with the property and the enum member that identify the variant.</summary>
internal sealed record VariantOfSpec(string UnionName, string KindProperty, string KindName, string KindMember);

/// <summary>A property of an owned object.</summary>
/// <param name="Constant">The value of a constant or discriminator; empty for other properties.</param>
/// <param name="IsRequired">Whether the C# property is <c>required</c>.</param>
/// <param name="WritesNull">Whether a null value is written as <c>null</c> instead of omitting the member.</param>
internal sealed record PropertySpec(
    string WireName,
    string Name,
    string Description,
    TypeSpec Type,
    string Constant,
    bool IsRequired,
    bool WritesNull);

/// <summary>The type of a property, an element or an alternative.</summary>
/// <param name="Name">The name of the C# type that a <c>$ref</c> refers to; empty for other types.</param>
/// <param name="IsNullable">Whether the C# type is nullable.</param>
/// <param name="Element">The type of the elements of an array; null for other types.</param>
/// <param name="HasNone">Whether the default value of the C# type means that there is no value, so that the type need not be nullable.</param>
internal sealed record TypeSpec(ValueKind Kind, string Name = "", bool IsNullable = false, TypeSpec? Element = null, bool HasNone = false);

/// <summary>The kind of a value, which determines its C# type and how it is read and written.</summary>
internal enum ValueKind
{
    String,
    Integer,
    Number,
    Boolean,
    OpenEnum,
    Object,
    Union,
    KindUnion,
    Array,

    /// <summary>Any JSON value, kept as raw JSON.</summary>
    Any,

    /// <summary>A JSON object with any members, kept as raw JSON.</summary>
    AnyObject,

    /// <summary>A JSON value that fragments of JSON fold into.</summary>
    ToolInput,

    /// <summary>A string that always has the same value.</summary>
    Constant,

    /// <summary>The constant that identifies a variant of a union.</summary>
    Discriminator,
}

/// <summary>A union, which becomes an abstract class and the enum of its kinds.</summary>
/// <param name="Example">The C# code of the documentation's example; empty if there is none.</param>
/// <param name="Discriminator">The wire name of the member that identifies the variant.</param>
/// <param name="KindProperty">The C# property for that member.</param>
/// <param name="KindName">The name of the enum.</param>
/// <param name="HasEmpty">Whether any member has a shared empty instance as its default value.</param>
internal sealed record UnionSpec(
    string Name,
    string Description,
    string Example,
    string Discriminator,
    string KindProperty,
    string KindName,
    bool HasEmpty,
    EquatableArray<VariantSpec> Variants);

/// <summary>A variant of a union.</summary>
/// <param name="Value">The value of the discriminator.</param>
/// <param name="Member">The enum member for that value.</param>
internal sealed record VariantSpec(string TypeName, string Value, string Member);

/// <summary>A kind union, which is a value of one of several JSON kinds. It becomes a class with one property for each kind.</summary>
/// <param name="Example">The C# code of the documentation's example; empty if there is none.</param>
/// <param name="HasEmpty">Whether any member has a shared empty instance as its default value.</param>
internal sealed record KindUnionSpec(string Name, string Description, string Example, bool HasEmpty, EquatableArray<AlternativeSpec> Alternatives);

/// <summary>An alternative of a kind union, which has a JSON kind of its own.</summary>
internal sealed record AlternativeSpec(string Name, string Description, TypeSpec Type);

/// <summary>An open enum, which is a string that has known values but can have any other value. It becomes a struct.</summary>
/// <param name="Example">The C# code of the documentation's example; empty if there is none.</param>
/// <param name="KindName">The name of the C# enum of the known values; empty if there is none.</param>
internal sealed record OpenEnumSpec(string Name, string Description, string Example, string KindName, EquatableArray<EnumValueSpec> Values);

/// <summary>A known value of an open enum.</summary>
/// <param name="Obsolete">The message for code that uses the value; empty if the value is not obsolete.</param>
internal sealed record EnumValueSpec(string Value, string Name, string Description, string Obsolete = "");
