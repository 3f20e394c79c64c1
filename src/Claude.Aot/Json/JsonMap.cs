using System.Runtime.CompilerServices;
using System.Text.Json;
using Claude.Aot.Internal;

namespace Claude.Aot.Json;

/// <summary>
/// An index of the ends of the arrays and objects in deeply nested JSON. Owned objects are created level by level. Without this index, each level would scan
/// everything nested in it again.
/// </summary>
/// <remarks>Immutable. Short arrays and objects are not in the index, because they are cheap to scan.</remarks>
internal sealed class JsonMap
{
    private const int LeastJson = 4096;
    private const int LeastDepth = 8;
    private const int LeastLength = 64;

    private readonly ReadOnlyMemory<byte> _json;
    private readonly int[] _starts;
    private readonly int[] _ends;

    private JsonMap(ReadOnlyMemory<byte> json, int[] starts, int[] ends)
    {
        _json = json;
        _starts = starts;
        _ends = ends;
    }

    /// <summary>Gets the map for JSON that gains nothing from an index.</summary>
    public static JsonMap None { get; } = new(default, [], []);

    /// <summary>Creates a map of valid JSON.</summary>
    public static JsonMap Of(ReadOnlyMemory<byte> json)
    {
        if (json.Length < LeastJson || DepthOf(json.Span) < LeastDepth)
        {
            return None;
        }

        List<int> starts = [], ends = [], open = [];
        ReadOnlySpan<byte> bytes = json.Span;
        for (int at = JsonScanner.FindStructure(bytes, 0); at >= 0; at = JsonScanner.FindStructure(bytes, at + 1))
        {
            if (bytes[at] is (byte)'{' or (byte)'[')
            {
                open.Add(starts.Count);
                starts.Add(at);
                ends.Add(0);
            }
            else if (open.Count > 0)
            {
                int entry = open[^1];
                open.RemoveAt(open.Count - 1);
                ends[entry] = at + 1;
                if (at + 1 - starts[entry] < LeastLength)
                {
                    // Everything nested in this entry was shorter still and has been removed, so this entry is the last one.
                    starts.RemoveAt(entry);
                    ends.RemoveAt(entry);
                }
            }
        }

        return new JsonMap(json, [.. starts], [.. ends]);
    }

    /// <summary>Gets the offset of a part of the mapped JSON; 0 if nothing is mapped.</summary>
    public int OffsetOf(ReadOnlySpan<byte> part)
    {
        _json.Span.Overlaps(part, out int offset);
        return offset;
    }

    /// <summary>Finds the end of the value at <paramref name="at"/>, in the map if it is there, and otherwise by scanning.</summary>
    /// <param name="map">The map of the JSON that contains <paramref name="json"/>, or null.</param>
    /// <param name="offset">The offset of <paramref name="json"/> in the mapped JSON.</param>
    /// <param name="json">The JSON that contains the value.</param>
    /// <param name="at">The offset of the value in <paramref name="json"/>.</param>
    /// <param name="kind">The kind of the value.</param>
    /// <param name="isEscaped">Whether the value is a string that contains a backslash.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipValue(JsonMap? map, int offset, ReadOnlySpan<byte> json, int at, out JsonValueKind kind, out bool isEscaped)
    {
        if (map is not null && map.TryFindEnd(offset + at, out int end))
        {
            kind = JsonBytes.KindOf(json[at]);
            isEscaped = false;
            return end - offset;
        }

        end = JsonScanner.SkipValue(json, at, out kind, out isEscaped);
        Work.Count(end - at);
        return end;
    }

    /// <summary>Finds the end of the array or object that starts at <paramref name="start"/>, if it is in the map.</summary>
    private bool TryFindEnd(int start, out int end)
    {
        int entry = Array.BinarySearch(_starts, start);
        end = entry < 0 ? 0 : _ends[entry];
        return entry >= 0;
    }

    private static int DepthOf(ReadOnlySpan<byte> json)
    {
        Work.Count(json.Length);
        int depth = 0;
        for (int at = JsonScanner.FindStructure(json, 0); at >= 0 && depth < LeastDepth; at = JsonScanner.FindStructure(json, at + 1))
        {
            depth += json[at] is (byte)'{' or (byte)'[' ? 1 : -1;
        }

        return depth;
    }
}
