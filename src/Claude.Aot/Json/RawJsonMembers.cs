namespace Claude.Aot.Json;

/// <summary>Reads members of raw objects.</summary>
internal static class RawJsonMembers
{
    /// <summary>The member's value where it is a string, else null.</summary>
    public static string? StringOf(this RawJson json, ReadOnlySpan<byte> utf8Name) =>
        json.TryGetMember(utf8Name, out RawJson value) && value.TryGetString(out string? text) ? text : null;
}
