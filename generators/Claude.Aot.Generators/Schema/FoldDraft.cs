namespace Claude.Aot.Generators;

/// <summary>An <c>x-fold</c> that is well formed.</summary>
internal sealed record FoldDraft(FoldKind Kind, string Into, JsonMark Mark);
