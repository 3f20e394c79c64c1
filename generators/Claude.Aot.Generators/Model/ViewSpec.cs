namespace Claude.Aot.Generators;

/// <summary>A view, which becomes a struct over the memory of the stream.</summary>
/// <param name="Example">The C# code of the documentation's example; empty if there is none.</param>
/// <param name="OwnedName">The name of the owned class that the view corresponds to.</param>
/// <param name="Union">The union that the view shows, or null if it shows an object.</param>
/// <param name="IsFolded">Whether a hand-written part reads the fold and creates the copies.</param>
internal sealed record ViewSpec(
    ViewShape Shape,
    string Name,
    string Description,
    string Example,
    string OwnedName,
    UnionSpec? Union,
    bool IsFolded,
    EquatableArray<AccessorSpec> Accessors);

/// <summary>The shape of a view, which determines how much of it is generated.</summary>
internal enum ViewShape
{
    /// <summary>A view over an object of one type. All of it is generated.</summary>
    Object,

    /// <summary>A view over any variant of a union. All of it is generated.</summary>
    Union,

    /// <summary>The view of the event. Only the accessors are generated; the rest is hand-written.</summary>
    Event,

    /// <summary>The view of the delta. Only the accessors are generated; the rest is hand-written.</summary>
    Delta,
}

/// <summary>An accessor of a view, merged from all variants that have the member.</summary>
/// <param name="TypeName">The C# name of the open enum or view; empty for other kinds.</param>
/// <param name="IsNullable">Whether the accessor is null if there is no value.</param>
/// <param name="Sources">The places of the value. A source without <see cref="AccessorSourceSpec.Members"/> applies to every kind.</param>
/// <param name="Meanings">The different descriptions of the member, with the kinds to which each applies; empty if the view shows an object.</param>
internal sealed record AccessorSpec(
    string Name,
    string Description,
    AccessorKind Kind,
    string TypeName,
    bool IsNullable,
    EquatableArray<AccessorSourceSpec> Sources,
    EquatableArray<AccessorMeaningSpec> Meanings);

/// <summary>A place from which an accessor reads its value.</summary>
/// <param name="Members">The enum members of the kinds that have the value in this place; empty if the accessor need not check the kind.</param>
/// <param name="Container">The member whose object holds the value; empty if the value is in the object itself.</param>
/// <param name="IsAppended">Whether the value is the text or JSON that the delta appended to the fold.</param>
internal sealed record AccessorSourceSpec(EquatableArray<string> Members, string Container, string WireName, bool IsAppended);

/// <summary>A description of a member that several kinds have.</summary>
/// <param name="Members">The enum members of the kinds.</param>
internal sealed record AccessorMeaningSpec(EquatableArray<string> Members, string Description);

/// <summary>The type of the value that an accessor of a view returns.</summary>
internal enum AccessorKind
{
    Text,
    Int64,
    Double,
    Boolean,
    OpenEnum,
    View,
    Json,
    ToolInput,
}
