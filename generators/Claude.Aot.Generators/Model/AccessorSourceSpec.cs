namespace Claude.Aot.Generators;

/// <summary>A place from which an accessor reads its value.</summary>
/// <param name="Members">The enum members of the kinds that have the value in this place; empty if the accessor need not check the kind.</param>
/// <param name="Container">The member whose object holds the value; empty if the value is in the object itself.</param>
/// <param name="IsAppended">Whether the value is the text or JSON that the delta appended to the fold.</param>
internal sealed record AccessorSourceSpec(EquatableArray<string> Members, string Container, string WireName, bool IsAppended);
