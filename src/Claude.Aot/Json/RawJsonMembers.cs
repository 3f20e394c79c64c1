namespace Claude.Aot.Json;

/// <summary>Reads members of raw JSON objects.</summary>
internal static class RawJsonMembers
{
    /// <summary>Gets the member's value if it is a string; otherwise null.</summary>
    public static string? StringOf(this RawJson json, ReadOnlySpan<byte> utf8Name) =>
        json.TryGetMember(utf8Name, out RawJson value) && value.TryGetString(out string? text) ? text : null;
}
