using Claude.Aot.Json;

namespace Claude.Aot.Model;

/// <summary>A block of an interrupted message.</summary>
/// <param name="Json">The block as received so far.</param>
/// <param name="IsComplete">Whether the block was received completely.</param>
internal readonly record struct PartialBlock(RawJson Json, bool IsComplete)
{
    public string? TypeName => StringOf("type"u8);

    public bool IsThinking => TypeName is "thinking" or "redacted_thinking";

    public bool IsOfType(string name) => TypeName == name;

    /// <summary>Gets the member's value if it is a string; otherwise null.</summary>
    public string? StringOf(ReadOnlySpan<byte> member) => Json.StringOf(member);

    /// <summary>Gets the ids of the tool calls whose results are complete.</summary>
    public static HashSet<string> AnsweredIn(IEnumerable<PartialBlock> blocks)
    {
        HashSet<string> answered = [];
        foreach (PartialBlock block in blocks)
        {
            if (block.IsComplete && block.StringOf("tool_use_id"u8) is { } id)
            {
                answered.Add(id);
            }
        }

        return answered;
    }

    /// <summary>Returns whether this block is one of the given calls.</summary>
    public bool IsIn(HashSet<string> answered) => StringOf("id"u8) is { } id && answered.Contains(id);
}
