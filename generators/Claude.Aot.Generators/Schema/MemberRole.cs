namespace Claude.Aot.Generators;

/// <summary>What a member of an event carries, by the words of <c>x-role</c>.</summary>
internal static class MemberRole
{
    public const string Message = "message";
    public const string Index = "index";
    public const string Block = "block";
    public const string Delta = "delta";

    public static readonly string[] All = [Message, Index, Block, Delta];

    /// <summary>What the member must be, in words, where it is something else; null where it is right.</summary>
    public static string? Mismatch(string role, ValueKind kind) => role switch
    {
        Index => kind == ValueKind.Integer ? null : "an integer",
        Message => kind == ValueKind.Object ? null : "an object with a definition",
        _ => kind == ValueKind.Union ? null : "a union",
    };
}
