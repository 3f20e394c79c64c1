using System.Text.Json;

namespace Claude.Aot.Json;

/// <summary>Writes changed copies of JSON objects.</summary>
internal static class JsonMembers
{
    /// <summary>The object with another value for a member that it has; everything else stays to the letter.</summary>
    public static RawJson Replace(RawJson json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        bool found = JsonObjectScanner.TryFind(json.Utf8, name, out JsonObjectScanner member);
        return found ? new RawJson((byte[])[.. json.Utf8[..member.ValueStart], .. value, .. json.Utf8[(member.ValueStart + member.ValueLength)..]]) : json;
    }

    /// <summary>The object with a further member at its end.</summary>
    public static RawJson Append(RawJson json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        int end = json.Utf8.LastIndexOf((byte)'}');
        bool isEmpty = json.Utf8[..end].TrimEnd(" \t\r\n"u8)[^1] == (byte)'{';
        return new RawJson((byte[])[.. json.Utf8[..end], .. isEmpty ? "\""u8 : ",\""u8, .. name, .. "\":"u8, .. value, .. json.Utf8[end..]]);
    }

    /// <summary>A string as JSON.</summary>
    public static byte[] String(string text) => Write(json => json.WriteStringValue(text));

    /// <summary>Any JSON.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonText.Writer))
        {
            write(json);
        }

        return buffer.ToArray();
    }
}
