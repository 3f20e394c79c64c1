namespace Claude.Aot.Json;

/// <summary>Reads and replaces members of raw JSON objects.</summary>
internal static class JsonMembers
{
    /// <summary>Gets the member's value if it is a string; otherwise null.</summary>
    public static string? StringOf(this RawJson json, ReadOnlySpan<byte> utf8Name) =>
        json.TryGetMember(utf8Name, out RawJson value) && value.TryGetString(out string? text) ? text : null;

    /// <summary>Replaces the value of an existing member. All other bytes of the object stay the same.</summary>
    public static RawJson Replace(RawJson json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        bool found = JsonObjectScanner.TryFind(json.Utf8, name, out JsonObjectScanner member);
        return found ? new RawJson((byte[])[.. json.Utf8[..member.ValueStart], .. value, .. json.Utf8[(member.ValueStart + member.ValueLength)..]]) : json;
    }

    /// <summary>Adds a member at the end of an object.</summary>
    public static RawJson Append(RawJson json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        int end = json.Utf8.LastIndexOf((byte)'}');
        bool isEmpty = json.Utf8[..end].TrimEnd(JsonBytes.Whitespace)[^1] == (byte)'{';
        return new RawJson((byte[])[.. json.Utf8[..end], .. isEmpty ? "\""u8 : ",\""u8, .. name, .. "\":"u8, .. value, .. json.Utf8[end..]]);
    }

    /// <summary>Returns a string as JSON.</summary>
    public static RawJson String(string text) => JsonText.Write(json => json.WriteStringValue(text));
}
