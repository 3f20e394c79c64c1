using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Serialization;

/// <summary>
/// What every owned object of the API has in common: the JSON it was read from, and the members that the schema does not know.
/// </summary>
/// <remarks>
/// Immutable and safe for concurrent use. An object that was received writes the very bytes it was read from, so that an echo is faithful to the letter;
/// one that the caller made writes its members.
/// </remarks>
public abstract class WireObject
{
    private List<KeyValuePair<string, RawJson>>? _received;

    /// <summary>For objects that the caller makes.</summary>
    protected WireObject()
    {
    }

    /// <summary>For objects that were received.</summary>
    protected WireObject(RawJson json) => RawJson = json;

    /// <summary>The JSON as received; empty for an object that the caller made.</summary>
    public RawJson RawJson { get; internal init; }

    /// <summary>
    /// Members beside those of this class, by wire name: received ones that the schema does not know (or whose value is of another kind than it says), and those
    /// to send that it does not know yet. Never null. Sent after the known members, as they are.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> Extra
    {
        get => field ?? (IReadOnlyList<KeyValuePair<string, RawJson>>?)_received ?? [];
        init;
    }

    /// <summary>Writes the object as JSON: as received, or member by member where the caller made it. Members that were not set are left out.</summary>
    /// <remarks>A <see cref="ToolInput"/> in it whose <see cref="ToolInput.State"/> is not <see cref="ToolInputState.Valid"/> stands there as <c>{}</c>: its bytes are in the object only.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (!RawJson.IsEmpty)
        {
            RawJson.Write(writer);
            return;
        }

        writer.WriteStartObject();
        WriteMembers(writer);
        foreach ((string name, RawJson value) in Extra)
        {
            writer.WritePropertyName(name);
            value.Write(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>The object as JSON text; as received where it was received.</summary>
    /// <remarks>A <see cref="ToolInput"/> in it whose <see cref="ToolInput.State"/> is not <see cref="ToolInputState.Valid"/> stands there as <c>{}</c>: its bytes are in the object only.</remarks>
    public string ToJson() => ToRawJson().ToString();

    internal RawJson ToRawJson()
    {
        if (!RawJson.IsEmpty)
        {
            return RawJson;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonText.Writer))
        {
            Write(writer);
        }

        return new RawJson(buffer.ToArray());
    }

    /// <summary>Writes the known members that are set.</summary>
    protected abstract void WriteMembers(Utf8JsonWriter writer);

    /// <summary>Keeps a received member that has no place of its own.</summary>
    protected void AddExtra(string name, RawJson value) => (_received ??= []).Add(new(name, value));
}
