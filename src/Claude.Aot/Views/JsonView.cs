using System.Text.Json;
using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <summary>Represents a JSON value of an event, as it was received. The default value represents an absent member.</summary>
/// <remarks>Owner: the stream. Valid until: the next event is read. After that, every member throws <see cref="InvalidOperationException"/>.</remarks>
/// <example>
/// <code>
/// await foreach (StreamEvent e in stream)
/// {
///     if (e.ContextManagement.IsPresent)
///         Console.WriteLine(e.ContextManagement.RawJson);
/// }
/// </code>
/// </example>
public readonly struct JsonView
{
    internal JsonView(Utf8Text json) => RawJson = json;

    /// <summary>Gets a value that indicates whether the member is present; its value may be <c>null</c>.</summary>
    public bool IsPresent => !RawJson.IsEmpty;

    /// <summary>Gets the kind of the value.</summary>
    public JsonValueKind Kind
    {
        get
        {
            using ViewScope.Section section = RawJson.Enter();
            return JsonBytes.KindOf(RawJson.Bytes);
        }
    }

    /// <summary>Gets the value as received.</summary>
    public Utf8Text RawJson { get; }

    /// <summary>Creates a copy, which stays valid.</summary>
    public RawJson ToOwned()
    {
        using ViewScope.Section section = RawJson.Enter();
        return new RawJson(RawJson.Bytes.ToArray());
    }

    /// <summary>Returns the value as received.</summary>
    public override string ToString() => RawJson.ToString();
}
