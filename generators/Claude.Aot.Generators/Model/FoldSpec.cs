namespace Claude.Aot.Generators;

/// <summary>A rule by which a member folds.</summary>
/// <param name="Container">The member of the event or block whose object holds the folded member; empty if the event, block or delta itself holds it.</param>
/// <param name="WireName">The wire name of the folded member.</param>
/// <param name="Into">The wire name of the target, which is a member of the block or message.</param>
internal sealed record FoldSpec(FoldKind Kind, string Container, string WireName, string Into);
