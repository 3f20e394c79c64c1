namespace Claude.Aot.Generators;

/// <summary>The values of <c>x-role</c> on an event, which say what the event does.</summary>
internal static class EventRole
{
    public const string MessageStart = "message-start";
    public const string BlockStart = "block-start";
    public const string BlockDelta = "block-delta";
    public const string BlockStop = "block-stop";
    public const string MessageDelta = "message-delta";
    public const string MessageStop = "message-stop";

    public static readonly string[] All = [MessageStart, BlockStart, BlockDelta, BlockStop, MessageDelta, MessageStop, "ignored", "error"];

    /// <summary>The roles that at most one event can have. The members of these events determine the types of the message, the blocks and the deltas.</summary>
    public static readonly string[] Unique = [MessageStart, BlockStart, BlockDelta, BlockStop, MessageStop];

    /// <summary>Gets the roles of the members that an event with this role must have.</summary>
    public static string[] NeedsOf(string role) => role switch
    {
        MessageStart => [MemberRole.Message],
        BlockStart => [MemberRole.Index, MemberRole.Block],
        BlockDelta => [MemberRole.Index, MemberRole.Delta],
        BlockStop => [MemberRole.Index],
        _ => [],
    };
}
