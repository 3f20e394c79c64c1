using System.Text.Json;

namespace Claude.Aot.Serialization;

/// <summary>An owned object, whichever of the two base classes it has: a C# record can derive from a record only.</summary>
internal interface IWireMembers
{
    RawJson RawJson { get; }

    IReadOnlyList<KeyValuePair<string, RawJson>> Extra { get; }

    /// <summary>Writes the known members that are set, into an object that the caller has begun.</summary>
    void WriteKnownMembers(Utf8JsonWriter writer);

    /// <summary>Writes an object: as received, or member by member if the caller created it.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    static void Write(IWireMembers value, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (!value.RawJson.IsEmpty)
        {
            value.RawJson.Write(writer);
            return;
        }

        writer.WriteStartObject();
        value.WriteKnownMembers(writer);
        foreach ((string name, RawJson extra) in value.Extra)
        {
            writer.WritePropertyName(name);
            extra.Write(writer);
        }

        writer.WriteEndObject();
    }
}
