namespace Claude.Aot.Model;

/// <summary>Facts about a folded block that its JSON does not hold: whether the block is complete, and its input if that is not valid JSON.</summary>
internal readonly record struct BlockImage(bool IsComplete, ToolInput? Input);
