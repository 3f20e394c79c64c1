using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Serialization;

/// <summary>
/// The base class of all owned API objects. It holds the JSON that an object was read from, and the members that the schema does not define.
/// </summary>
/// <remarks>
/// This type is immutable and safe for concurrent use. An object that was received is written as the exact bytes that it was read from, so it is echoed without
/// any change. An object that the caller created is written member by member.
/// </remarks>
public abstract class WireObject : IWireMembers, IWireValue
{
    private List<KeyValuePair<string, RawJson>>? _received;

    /// <summary>Initializes an object that the caller creates.</summary>
    protected WireObject()
    {
    }

    /// <summary>Initializes an object that was received.</summary>
    protected WireObject(RawJson json) => RawJson = json;

    /// <summary>Gets the JSON as received; empty for an object that the caller created.</summary>
    public RawJson RawJson { get; internal init; }

    /// <summary>
    /// Gets the members that this class does not define, by JSON name. In a received object, these are members that the schema does not define, and members
    /// whose value is of another kind than the schema says. Set it to send members that the schema does not define yet; they are written unchanged, after the
    /// known members. Never null.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> Extra
    {
        get => field ?? (IReadOnlyList<KeyValuePair<string, RawJson>>?)_received ?? [];
        init;
    }

    /// <summary>Returns the object as JSON text. For a received object, this is the text as received.</summary>
    /// <remarks>
    /// A <see cref="ToolInput"/> whose <see cref="ToolInput.State"/> is not <see cref="ToolInputState.Valid"/> is written as <c>{}</c>. Its bytes remain only
    /// in the object.
    /// </remarks>
    public string ToJson() => ToRawJson().ToString();

    internal RawJson ToRawJson() => RawJson.IsEmpty ? JsonText.Write(Write) : RawJson;

    /// <summary>Reads the member that tells the variants of a union apart.</summary>
    /// <returns>Null if the JSON is not an object, or has no such member that is a string.</returns>
    protected static string? ReadKind(RawJson json, ReadOnlySpan<byte> utf8Name) => json.StringOf(utf8Name);

    internal void Write(Utf8JsonWriter writer) => IWireMembers.Write(this, writer);

    void IWireValue.Write(Utf8JsonWriter writer) => Write(writer);

    void IWireMembers.WriteKnownMembers(Utf8JsonWriter writer) => WriteMembers(writer);

    /// <summary>Writes the known members that are set.</summary>
    protected abstract void WriteMembers(Utf8JsonWriter writer);

    /// <summary>Adds a received member that has no property of its own to <see cref="Extra"/>.</summary>
    protected void AddExtra(string name, RawJson value) => (_received ??= []).Add(new(name, value));
}
