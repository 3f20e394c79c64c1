namespace Claude.Aot.Generators;

/// <summary>How a member folds.</summary>
/// <param name="Container">The member of the event or block whose object holds it; empty where it stands in the event, block or delta itself.</param>
/// <param name="WireName">The member.</param>
/// <param name="Into">The member of the block or message.</param>
internal sealed record FoldSpec(FoldKind Kind, string Container, string WireName, string Into);
