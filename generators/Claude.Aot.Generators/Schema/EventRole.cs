namespace Claude.Aot.Generators;

/// <summary>What an event is for, by the words of <c>x-role</c>.</summary>
internal static class EventRole
{
    public const string MessageStart = "message-start";
    public const string BlockStart = "block-start";
    public const string BlockDelta = "block-delta";
    public const string BlockStop = "block-stop";
    public const string MessageDelta = "message-delta";
    public const string MessageStop = "message-stop";

    public static readonly string[] All = [MessageStart, BlockStart, BlockDelta, BlockStop, MessageDelta, MessageStop, "ignored", "error"];

    /// <summary>Roles that one event has at most; their members say what the message, the blocks and the deltas are.</summary>
    public static readonly string[] Unique = [MessageStart, BlockStart, BlockDelta, BlockStop, MessageStop];

    /// <summary>The roles of the members that an event of this role cannot do without.</summary>
    public static string[] NeedsOf(string role) => role switch
    {
        MessageStart => [MemberRole.Message],
        BlockStart => [MemberRole.Index, MemberRole.Block],
        BlockDelta => [MemberRole.Index, MemberRole.Delta],
        BlockStop => [MemberRole.Index],
        _ => [],
    };
}
