namespace Claude.Aot.Generators;

/// <summary>The values of <c>x-role</c> on a member of an event, which say what the member holds.</summary>
internal static class MemberRole
{
    public const string Message = "message";
    public const string Index = "index";
    public const string Block = "block";
    public const string Delta = "delta";

    public static readonly string[] All = [Message, Index, Block, Delta];

    /// <summary>Gets a description of the type that the role requires, or null if the member has that type.</summary>
    public static string? Mismatch(string role, ValueKind kind) => role switch
    {
        Index => kind == ValueKind.Integer ? null : "an integer",
        Message => kind == ValueKind.Object ? null : "an object with a definition",
        _ => kind == ValueKind.Union ? null : "a union",
    };
}
