namespace Claude.Aot.Model;

/// <summary>Whether a folded block came whole, and its input where that is not the JSON of the wire form.</summary>
internal readonly record struct BlockImage(bool IsComplete, ToolInput? Input);
