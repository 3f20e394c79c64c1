using System.Text.Json;
using Claude.Aot.Json;
using Claude.Aot.Serialization;

namespace Claude.Aot.Resuming;

/// <summary>Adds the usage of two requests. Within one request, counts are cumulative and replace each other; the counts of two requests are added.</summary>
internal static class UsageSum
{
    // Known counts are nested at most one level deep within the usage. This limit only bounds the recursion.
    private const int MaxDepth = 8;

    /// <summary>Returns the members of <paramref name="later"/>, with the values of <paramref name="earlier"/> added.</summary>
    /// <param name="earlier">The usage of the first request.</param>
    /// <param name="later">The usage of the second request.</param>
    /// <param name="keepEarlier">Whether the result also has the members that only <paramref name="earlier"/> has.</param>
    public static RawJson Of(RawJson earlier, RawJson later, bool keepEarlier = false) =>
        JsonText.Write(json => WriteObject(json, earlier, later, keepEarlier));

    private static void WriteObject(Utf8JsonWriter json, RawJson earlier, RawJson later, bool keepEarlier, int depth = 0)
    {
        json.WriteStartObject();
        Dictionary<string, RawJson> before = MembersOf(earlier);
        HashSet<string> summed = [];
        var members = new JsonMemberReader(later);
        while (members.MoveNext())
        {
            if (!members.IsNull)
            {
                string name = members.NameString;
                summed.Add(name);
                json.WritePropertyName(name);
                WriteSum(json, before.GetValueOrDefault(name), members.Value, depth + 1);
            }
        }

        foreach ((string name, RawJson value) in before)
        {
            if (keepEarlier && !summed.Contains(name))
            {
                json.WritePropertyName(name);
                value.Write(json);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Gets the members of an object by name. If a name occurs twice, the last value is used.</summary>
    private static Dictionary<string, RawJson> MembersOf(RawJson json)
    {
        var values = new Dictionary<string, RawJson>();
        var members = new JsonMemberReader(json);
        while (members.MoveNext())
        {
            values[members.NameString] = members.Value;
        }

        return values;
    }

    private static void WriteSum(Utf8JsonWriter json, RawJson earlier, RawJson later, int depth)
    {
        switch (earlier.ValueKind, later.ValueKind)
        {
            case (JsonValueKind.Number, JsonValueKind.Number) when
                JsonMemberReader.TryParseInt64(earlier.Utf8, out long before) && JsonMemberReader.TryParseInt64(later.Utf8, out long more):
                json.WriteNumberValue((decimal)before + more);
                break;
            case (JsonValueKind.Object, JsonValueKind.Object) when depth < MaxDepth:
                // The result replaces the earlier object completely, so it must have all members.
                WriteObject(json, earlier, later, keepEarlier: true, depth);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                WriteArray(json, earlier, later);
                break;
            default:
                later.Write(json);
                break;
        }
    }

    private static void WriteArray(Utf8JsonWriter json, RawJson earlier, RawJson later)
    {
        json.WriteStartArray();
        foreach (RawJson element in earlier.Elements())
        {
            element.Write(json);
        }

        foreach (RawJson element in later.Elements())
        {
            element.Write(json);
        }

        json.WriteEndArray();
    }
}
