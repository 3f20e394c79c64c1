using Claude.Aot.Json;

namespace Claude.Aot.Model;

/// <summary>A block of a message that broke off.</summary>
/// <param name="Json">The block as received so far.</param>
/// <param name="IsComplete">Whether it came whole.</param>
internal readonly record struct PartialBlock(RawJson Json, bool IsComplete)
{
    public string? TypeName => StringOf("type"u8);

    public bool IsThinking => TypeName is "thinking" or "redacted_thinking";

    public bool IsOfType(string name) => TypeName == name;

    /// <summary>The member's value where it is a string, else null.</summary>
    public string? StringOf(ReadOnlySpan<byte> member) => Json.StringOf(member);

    /// <summary>The calls whose results came whole.</summary>
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

    /// <summary>Whether this call is one of those.</summary>
    public bool IsIn(HashSet<string> answered) => StringOf("id"u8) is { } id && answered.Contains(id);
}
