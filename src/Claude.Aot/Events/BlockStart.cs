using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Events;

/// <summary>The block of an event that starts one. It finds the text that should have been sent as a delta, and a missing input.</summary>
internal readonly ref struct BlockStart
{
    public BlockStart(ReadOnlySpan<byte> json, ContentBlockType type)
    {
        Json = json;
        Type = type;
        ReadOnlySpan<byte> member = EventRules.TextMember(type);
        if (!member.IsEmpty && !JsonObjectScanner.EndsWithEmpty(json, member) && JsonObjectScanner.TryFind(json, member, out JsonObjectScanner text))
        {
            Text = IsNullOrEmpty(in text) ? default : text.Value;
            HasOddText = text.ValueKind is not (JsonValueKind.String or JsonValueKind.Null);
        }

        member = EventRules.InputMember(type);
        LacksInput = !member.IsEmpty && (!JsonObjectScanner.TryFind(json, member, out JsonObjectScanner input) || IsNullOrEmpty(in input));
    }

    public ReadOnlySpan<byte> Json { get; }

    public ContentBlockType Type { get; }

    /// <summary>Gets the text that the block begins with, as JSON; empty if it has none.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>Gets whether that text is not a JSON string.</summary>
    public bool HasOddText { get; }

    /// <summary>Gets whether the block is a tool call without an input. The API would send an empty object.</summary>
    public bool LacksInput { get; }

    /// <summary>Gets whether the block needs no change.</summary>
    public bool IsUsual => Text.IsEmpty && !LacksInput;

    /// <summary>Gets the type of a block.</summary>
    public static ContentBlockType TypeOf(ReadOnlySpan<byte> json) =>
        JsonObjectScanner.TryFind(json, "type"u8, out JsonObjectScanner type) && type.ValueKind == JsonValueKind.String
            ? ContentBlockTypes.Parse(type.StringContent)
            : ContentBlockType.None;

    private static bool IsNullOrEmpty(in JsonObjectScanner value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.StringContent.IsEmpty);
}
