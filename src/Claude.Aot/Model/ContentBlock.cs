namespace Claude.Aot;

/// <content>Hand-written members: the state of a block that was read from a stream.</content>
public abstract partial class ContentBlock
{
    /// <summary>Whether the block was received completely. False only for a block that was still open when its message was interrupted.</summary>
    public bool IsComplete { get; internal set; } = true;

    /// <summary>Converts text to a text block.</summary>
    public static implicit operator ContentBlock(string text) => FromString(text);

    /// <summary>Converts a block to content that consists of that block.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="block"/> is null.</exception>
    public static implicit operator BlockContent(ContentBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return block.ToBlockContent();
    }

    /// <summary>Creates content that consists of this block.</summary>
    public BlockContent ToBlockContent() => new([this]);

    /// <summary>Creates a text block.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static ContentBlock FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TextBlock(text);
    }

    /// <summary>
    /// Returns the kind of the block, its ids and its length, for example <c>text, 12 characters</c> or <c>tool_use toolu_1 get_weather, 17 bytes of input</c>.
    /// It never contains any content.
    /// </summary>
    public override string ToString() => this switch
    {
        TextBlock block => $"{TypeName}, {block.Text.Length} characters",
        ThinkingBlock block => $"{TypeName}, {block.Thinking.Length} characters",
        ToolUseBlock block => $"{TypeName} {block.Id} {block.Name}, {block.Input.Memory.Length} bytes of input",
        ServerToolUseBlock block => $"{TypeName} {block.Id} {block.Name}, {block.Input.Memory.Length} bytes of input",
        McpToolUseBlock block => $"{TypeName} {block.Id} {block.Name}, {block.Input.Memory.Length} bytes of input",
        ToolResultBlock block => $"{TypeName} {block.ToolUseId}, {ToRawJson().Memory.Length} bytes of JSON",
        _ => $"{TypeName}, {ToRawJson().Memory.Length} bytes of JSON",
    };

    /// <summary>Returns the kinds of the blocks, for text that must not contain any content.</summary>
    internal static string KindsOf(IReadOnlyList<ContentBlock> blocks) =>
        blocks.Count == 0 ? "no content" : string.Join(", ", blocks.Select(block => block.TypeName));

    /// <summary>The tool input received in fragments, if it is incomplete or invalid and therefore missing from this block's JSON; otherwise null.</summary>
    internal ToolInput? StreamedInput { get; set; }
}
