using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Events;

/// <summary>The block of an event that starts one: what of it deltas would have brought, and what it lacks.</summary>
internal readonly ref struct BlockStart
{
    public BlockStart(ReadOnlySpan<byte> json, ContentBlockType type)
    {
        Json = json;
        Type = type;
        ReadOnlySpan<byte> member = EventRules.TextMember(type);
        if (!member.IsEmpty && !TrustedJson.EndsWithEmpty(json, member) && JsonObjectScanner.TryFind(json, member, out JsonObjectScanner text))
        {
            Text = IsNullOrEmpty(in text) ? default : text.Value;
            HasOddText = text.ValueKind is not (JsonTokenType.String or JsonTokenType.Null);
        }

        member = EventRules.InputMember(type);
        LacksInput = !member.IsEmpty && (!JsonObjectScanner.TryFind(json, member, out JsonObjectScanner input) || IsNullOrEmpty(in input));
    }

    public ReadOnlySpan<byte> Json { get; }

    public ContentBlockType Type { get; }

    /// <summary>The text that it begins with, as JSON; empty if it has none.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>Whether that is no string.</summary>
    public bool HasOddText { get; }

    /// <summary>Whether it is a tool call without input: that is an empty object on the wire.</summary>
    public bool LacksInput { get; }

    /// <summary>Whether it can stand as it is.</summary>
    public bool IsUsual => Text.IsEmpty && !LacksInput;

    /// <summary>The type of a block.</summary>
    public static ContentBlockType TypeOf(ReadOnlySpan<byte> json) =>
        JsonObjectScanner.TryFind(json, "type"u8, out JsonObjectScanner type) && type.ValueKind == JsonTokenType.String ? ContentBlockTypes.Parse(type.StringContent) : ContentBlockType.None;

    private static bool IsNullOrEmpty(in JsonObjectScanner value) =>
        value.ValueKind == JsonTokenType.Null || (value.ValueKind == JsonTokenType.String && value.StringContent.IsEmpty);
}
