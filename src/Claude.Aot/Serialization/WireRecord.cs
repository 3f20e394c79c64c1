using System.Runtime.CompilerServices;
using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Serialization;

/// <summary>
/// The base class of API objects that are records, so that a caller can copy them with changes: <c>request with { MaxTokens = 2048 }</c>. Apart from that, it
/// is like <see cref="WireObject"/>.
/// </summary>
/// <remarks>
/// <para>
/// This type is immutable and safe for concurrent use. An object that was received is written as the exact bytes that it was read from. A copy is written
/// member by member, including <see cref="Extra"/>, because its members may differ from those bytes.
/// </para>
/// <para>Two objects are equal only if they are the same object. <see cref="ToString"/> never contains a prompt.</para>
/// </remarks>
public abstract record WireRecord : IWireMembers, IWireValue
{
    private List<KeyValuePair<string, RawJson>>? _received;

    /// <summary>Initializes an object that the caller creates.</summary>
    protected WireRecord()
    {
    }

    /// <summary>Initializes an object that was received.</summary>
    protected WireRecord(RawJson json) => RawJson = json;

    /// <summary>Initializes a copy, which is written member by member.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="original"/> is null.</exception>
    protected WireRecord(WireRecord original)
    {
        ArgumentNullException.ThrowIfNull(original);
        Extra = original.Extra;
    }

    /// <inheritdoc cref="WireObject.RawJson"/>
    public RawJson RawJson { get; }

    /// <inheritdoc cref="WireObject.Extra"/>
    public IReadOnlyList<KeyValuePair<string, RawJson>> Extra
    {
        get => field ?? (IReadOnlyList<KeyValuePair<string, RawJson>>?)_received ?? [];
        init;
    }

    /// <inheritdoc cref="WireObject.ToJson"/>
    public string ToJson() => ToRawJson().ToString();

    /// <summary>Returns whether both are the same object.</summary>
    public virtual bool Equals(WireRecord? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>Returns the type's name and a summary without any content, such as the model and the number of turns.</summary>
    public sealed override string ToString() => Summary.Length == 0 ? GetType().Name : $"{GetType().Name} {{ {Summary} }}";

    internal RawJson ToRawJson() => RawJson.IsEmpty ? JsonText.Write(Write) : RawJson;

    /// <summary>Gets the summary for <see cref="ToString"/>, which contains no content; empty if there is none.</summary>
    protected virtual string Summary => "";

    internal void Write(Utf8JsonWriter writer) => IWireMembers.Write(this, writer);

    void IWireValue.Write(Utf8JsonWriter writer) => Write(writer);

    void IWireMembers.WriteKnownMembers(Utf8JsonWriter writer) => WriteMembers(writer);

    /// <summary>Writes the known members that are set.</summary>
    protected abstract void WriteMembers(Utf8JsonWriter writer);

    /// <summary>Adds a received member that has no property of its own to <see cref="Extra"/>.</summary>
    protected void AddExtra(string name, RawJson value) => (_received ??= []).Add(new(name, value));
}
