using System.Text.Json;

namespace Claude.Aot;

/// <content>What goes along with a request, and its form on the wire.</content>
public sealed partial class MessageRequest
{
    /// <summary>Beta features that this request uses; they go into the <c>anthropic-beta</c> header. None by default.</summary>
    public IReadOnlyList<string> Betas { get; init; } = [];

    /// <summary>The body of the request: the members of this object, <c>stream</c> where asked, and further members, of which a later one of a name replaces an earlier one.</summary>
    internal ReadOnlyMemory<byte> ToBody(bool isStream, IReadOnlyDictionary<string, RawJson> extraBody)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonText.Writer))
        {
            writer.WriteStartObject();
            WriteMembers(writer);
            if (isStream)
            {
                writer.WriteBoolean("stream"u8, true);
            }

            WriteExtra(writer, Extra);
            WriteExtra(writer, extraBody);
            writer.WriteEndObject();
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static void WriteExtra(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, RawJson>> extra)
    {
        foreach ((string name, RawJson value) in extra)
        {
            writer.WritePropertyName(name);
            value.Write(writer);
        }
    }
}
