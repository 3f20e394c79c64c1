using System.Text.Json;

namespace Claude.Aot;

/// <summary>Adds what two requests have used. Within one request counts are cumulative and replace each other; those of two are added.</summary>
internal static class UsageSum
{
    /// <summary>The members of <paramref name="later"/>, with what <paramref name="earlier"/> has of each added.</summary>
    public static byte[] Of(RawJson earlier, RawJson later) => JsonMembers.Write(json => WriteObject(json, earlier, later, keepEarlier: false));

    private static void WriteObject(Utf8JsonWriter json, RawJson earlier, RawJson later, bool keepEarlier)
    {
        json.WriteStartObject();
        var members = new JsonMemberReader(later);
        while (members.MoveNext())
        {
            if (!members.IsNull)
            {
                json.WritePropertyName(members.Name);
                WriteSum(json, earlier.TryGetMember(members.Name, out RawJson before) ? before : default, members.Value);
            }
        }

        var rest = new JsonMemberReader(earlier);
        while (keepEarlier && rest.MoveNext())
        {
            if (!later.TryGetMember(rest.Name, out RawJson value) || value.IsNull)
            {
                json.WritePropertyName(rest.Name);
                rest.Value.Write(json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteSum(Utf8JsonWriter json, RawJson earlier, RawJson later)
    {
        switch (earlier.Kind, later.Kind)
        {
            case (JsonValueKind.Number, JsonValueKind.Number) when
                JsonMemberReader.TryParseInt64(earlier.Utf8, out long before) && JsonMemberReader.TryParseInt64(later.Utf8, out long more):
                json.WriteNumberValue((decimal)before + more);
                break;
            case (JsonValueKind.Object, JsonValueKind.Object):
                // An object replaces the one before whole, so that it has to say everything.
                WriteObject(json, earlier, later, keepEarlier: true);
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
        foreach (RawJson element in earlier.EnumerateArray())
        {
            element.Write(json);
        }

        foreach (RawJson element in later.EnumerateArray())
        {
            element.Write(json);
        }

        json.WriteEndArray();
    }
}
