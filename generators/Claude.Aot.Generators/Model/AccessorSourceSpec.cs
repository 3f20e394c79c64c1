namespace Claude.Aot.Generators;

/// <summary>Where an accessor finds its value.</summary>
/// <param name="Members">The enum members of the kinds that have it there; none where all may be asked.</param>
/// <param name="Container">The member whose object holds it; empty where it stands in the object itself.</param>
/// <param name="IsAppended">Whether it is what the delta appended to the fold.</param>
internal sealed record AccessorSourceSpec(EquatableArray<string> Members, string Container, string WireName, bool IsAppended);
