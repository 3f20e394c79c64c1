namespace Claude.Aot.Generators;

/// <summary>An <c>x-fold</c> that is well formed.</summary>
/// <param name="From">The member of the property's object that folds; null where the property itself does.</param>
/// <param name="Into">The member of the block or message.</param>
/// <param name="Mark">Where the target is named.</param>
internal sealed record FoldDraft(FoldKind Kind, JsonNode? From, string Into, JsonMark Mark);
