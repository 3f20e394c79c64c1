namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>A turn that is being built.</summary>
internal sealed class Turn(Role role)
{
    public Role Role { get; } = role;

    public List<ContentBlock> Blocks { get; } = [];

    /// <summary>Creates the turn. The API expects the results of calls before anything else.</summary>
    public InputMessage ToMessage() =>
        new(Role, new BlockContent([.. Blocks.Where(block => block is ToolResultBlock), .. Blocks.Where(block => block is not ToolResultBlock)]));
}
