namespace Claude.Aot.Generators;

/// <summary>A type of the app that JSON is bound to, in one direction: the types of inputs are read, those of results are written.</summary>
/// <param name="Id">Identifies the specification within a tool.</param>
/// <param name="Name">The words from which the names of methods and of schema definitions are made.</param>
/// <param name="CSharpType">The type as C#, not nullable.</param>
internal abstract record BoundType(string Id, string Name, string CSharpType);

internal sealed record BoundScalar(string Id, string Name, string CSharpType, ScalarKind Kind) : BoundType(Id, Name, CSharpType);

internal sealed record BoundEnum(string Id, string Name, string CSharpType, EquatableArray<BoundEnumMember> Members) : BoundType(Id, Name, CSharpType);

/// <param name="JsonName">The string that stands for the member.</param>
/// <param name="Code">The member as C#.</param>
internal sealed record BoundEnumMember(string JsonName, string Code);

internal sealed record BoundList(string Id, string Name, string CSharpType, ListForm Form, BoundValue Element) : BoundType(Id, Name, CSharpType);

internal sealed record BoundMap(string Id, string Name, string CSharpType, BoundValue Value) : BoundType(Id, Name, CSharpType);

/// <param name="Description">The description of the type, for members that have none.</param>
/// <param name="IsClosed">Whether other members than these are refused.</param>
/// <param name="Discriminator">The member that tells this variant of a union apart; null for an object that is not a variant.</param>
internal sealed record BoundObject(
    string Id,
    string Name,
    string CSharpType,
    string? Description,
    bool IsStruct,
    bool IsClosed,
    DiscriminatorSpec? Discriminator,
    EquatableArray<BoundMember> Members) : BoundType(Id, Name, CSharpType);

/// <param name="JsonName">The member's name.</param>
/// <param name="Text">Its value.</param>
/// <param name="Json">Its value as JSON: a string or an integer.</param>
internal sealed record DiscriminatorSpec(string JsonName, string Text, string Json)
{
    public bool IsText => Json[0] == '"';
}

/// <param name="Description">The description of the type, for members that have none.</param>
/// <param name="JsonName">The name of the discriminating member.</param>
/// <param name="VariantIds">The objects, the most derived first.</param>
internal sealed record BoundUnion(string Id, string Name, string CSharpType, string? Description, string JsonName, EquatableArray<string> VariantIds)
    : BoundType(Id, Name, CSharpType);

/// <summary>A use of a type.</summary>
/// <param name="TypeId">The type.</param>
/// <param name="CSharpType">The type as C#, with its question mark if it is nullable.</param>
/// <param name="IsNullable">Whether <c>null</c> is a value.</param>
/// <param name="IsValueType">Whether it is a struct, so that a nullable one has a <c>Value</c>.</param>
internal sealed record BoundValue(string TypeId, string CSharpType, bool IsNullable, bool IsValueType);

/// <summary>A member of an object, or a parameter of a tool.</summary>
/// <param name="JsonName">The name in JSON.</param>
/// <param name="CSharpName">The name of the property or of the parameter.</param>
/// <param name="Target">The way in which its value gets into the object.</param>
/// <param name="Default">The value of an absent member; null for the default value of the type, or of the object's own initializer.</param>
/// <param name="InitOwner">The type that declares the property, if <see cref="MemberTarget.InitSetter"/> is its target.</param>
/// <param name="IsPublic">Whether the property is public, so that its type is as accessible as the object's.</param>
internal sealed record BoundMember(
    string JsonName,
    string CSharpName,
    string? Description,
    BoundValue Value,
    bool IsRequired,
    MemberTarget Target,
    DefaultSpec? Default,
    ConstraintSpec? Constraint,
    string? InitOwner,
    bool IsPublic);

/// <param name="Code">The value as C#.</param>
/// <param name="Json">The value as JSON; null if the schema does not show it.</param>
internal sealed record DefaultSpec(string Code, string? Json);

/// <summary>The limits that attributes set to a value.</summary>
/// <param name="Pattern">A regular expression that the whole text matches.</param>
/// <param name="PatternTimeout">The time after which a match is given up, in milliseconds.</param>
internal sealed record ConstraintSpec(
    LimitSpec? Minimum,
    LimitSpec? Maximum,
    int? MinLength,
    int? MaxLength,
    string? Pattern,
    int PatternTimeout,
    EquatableArray<AllowedValueSpec> Allowed);

/// <param name="Json">The bound as JSON.</param>
/// <param name="Code">The bound as C#, in the type of the value; null if the type itself has this bound.</param>
internal sealed record LimitSpec(string Json, string? Code, bool IsExclusive);

internal sealed record AllowedValueSpec(string Json, string Code);

internal enum MemberTarget
{
    Constructor,
    Initializer,
    Setter,

    /// <summary>An init-only property that keeps the value of its own initializer if the member is absent.</summary>
    InitSetter,
}

internal enum ListForm
{
    Array,
    List,
    HashSet,
    ImmutableArray,
}

internal enum ScalarKind
{
    String,
    Boolean,
    Char,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Half,
    Single,
    Double,
    Decimal,
    DateTime,
    DateTimeOffset,
    DateOnly,
    TimeOnly,
    TimeSpan,
    Guid,
    Uri,
    Bytes,
    Memory,
    Element,
    Raw,
}
