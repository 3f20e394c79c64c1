using System.Globalization;
using Claude.Aot.Json;

namespace Claude.Aot.Model;

/// <summary>
/// Whether the API lets a request end with the beginning of the model's own answer, which the model then carries on. Models after Claude 4.5 answer that with 400, as does any
/// model that is to think or is forced to call a tool (https://platform.claude.com/docs/en/about-claude/models/whats-new-claude-4-6). A turn of the user is accepted by all.
/// </summary>
internal static class PrefillSupport
{
    private static readonly (int Major, int Minor) s_lastVersion = (4, 5);

    public static bool IsIn(RawJson request) =>
        request.StringOf("model"u8) is { } name && IsOfModel(name)
        && TypeOf(request, "thinking"u8) is null or "disabled"
        && TypeOf(request, "tool_choice"u8) is null or "auto" or "none";

    /// <summary>Models whose version the name does not tell are taken for newer ones.</summary>
    public static bool IsOfModel(string name) => VersionOf(name) is { } version && version.CompareTo(s_lastVersion) <= 0;

    /// <summary>Reads names as <c>claude-3-5-haiku-latest</c>, <c>claude-opus-4-20250514</c>, <c>claude-sonnet-4-5@20250929</c>.</summary>
    private static (int Major, int Minor)? VersionOf(string name)
    {
        int claude = name.IndexOf("claude", StringComparison.OrdinalIgnoreCase);
        if (claude < 0)
        {
            return null;
        }

        string[] words = name[claude..].Split('-', '.', '@', ':');
        int major = Array.FindIndex(words, static word => NumberOf(word) is not null);
        return major < 0 ? null : (NumberOf(words[major])!.Value, (major + 1 < words.Length ? NumberOf(words[major + 1]) : null) ?? 0);
    }

    // Longer ones are dates.
    private static int? NumberOf(string word) =>
        word.Length <= 2 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string? TypeOf(RawJson request, ReadOnlySpan<byte> member) =>
        request.TryGetMember(member, out RawJson value) ? value.StringOf("type"u8) : null;
}
