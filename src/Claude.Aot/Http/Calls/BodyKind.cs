using Claude.Aot.Json;

namespace Claude.Aot.Http;

/// <summary>Distinguishes JSON from event streams by the first bytes of a body.</summary>
internal static class BodyKind
{
    /// <summary>Returns whether more bytes are needed to determine the kind.</summary>
    /// <param name="start">The bytes received so far.</param>
    /// <param name="kind">The kind, or null if the body is neither JSON nor an event stream, or if more bytes are needed.</param>
    public static bool IsOpen(ReadOnlySpan<byte> start, out ResponseKind? kind)
    {
        kind = null;
        ReadOnlySpan<byte> bom = [0xEF, 0xBB, 0xBF];
        if (start.Length < bom.Length && bom.StartsWith(start))
        {
            return true;
        }

        start = (start.StartsWith(bom) ? start[bom.Length..] : start).TrimStart(JsonBytes.Whitespace);
        if (start.IsEmpty)
        {
            return true;
        }

        if (start[0] is (byte)'{' or (byte)'[')
        {
            kind = ResponseKind.Json;
            return false;
        }

        if (start[0] == (byte)':')
        {
            kind = ResponseKind.EventStream;
            return false;
        }

        return IsOpen(start, "event:"u8, ref kind)
            | IsOpen(start, "data:"u8, ref kind)
            | IsOpen(start, "id:"u8, ref kind)
            | IsOpen(start, "retry:"u8, ref kind);
    }

    private static bool IsOpen(ReadOnlySpan<byte> start, ReadOnlySpan<byte> field, ref ResponseKind? kind)
    {
        if (start.StartsWith(field))
        {
            kind = ResponseKind.EventStream;
            return false;
        }

        return field.StartsWith(start);
    }
}
