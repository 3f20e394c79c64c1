using System.Text.Json;
using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <summary>A JSON value of an event, as it was received. The default value is none.</summary>
/// <remarks>Owner: the stream. Valid until the next event is read; after that every member throws <see cref="InvalidOperationException"/>.</remarks>
public readonly struct JsonView
{
    internal JsonView(Utf8Text json) => RawJson = json;

    /// <summary>Whether the member is there at all; <c>null</c> counts.</summary>
    public bool IsPresent => !RawJson.IsEmpty;

    /// <summary>The kind of the value.</summary>
    public JsonValueKind Kind
    {
        get
        {
            using ViewScope.Section section = RawJson.Enter();
            return JsonText.KindOf(RawJson.Bytes);
        }
    }

    /// <summary>The value as received.</summary>
    public Utf8Text RawJson { get; }

    /// <summary>A copy that can be kept.</summary>
    public RawJson ToOwned()
    {
        using ViewScope.Section section = RawJson.Enter();
        return new RawJson(RawJson.Bytes.ToArray());
    }

    /// <summary>The value as received.</summary>
    public override string ToString() => RawJson.ToString();
}
