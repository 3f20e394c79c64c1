namespace Claude.Aot.Generators;

/// <summary>A well-formed <c>x-fold</c>.</summary>
/// <param name="From">The member of the property's object that folds; null if the property itself folds.</param>
/// <param name="Into">The name of the target, which is a member of the block or message.</param>
/// <param name="Mark">The position at which a mistake in the target is reported.</param>
internal sealed record FoldDraft(FoldKind Kind, JsonNode? From, string Into, JsonMark Mark);
