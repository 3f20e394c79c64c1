using System.Globalization;
using Claude.Aot.Json;

namespace Claude.Aot.Model;

/// <summary>
/// Determines whether the API accepts a request that ends with the beginning of the model's own response, which the model then continues (prefill). Models
/// after Claude 4.5 answer such a request with status 400, as does any model that thinks or is forced to call a tool
/// (https://platform.claude.com/docs/en/about-claude/models/whats-new-claude-4-6). All models accept a final user turn.
/// </summary>
internal static class PrefillSupport
{
    private static readonly (int Major, int Minor) s_lastVersion = (4, 5);

    public static bool IsIn(RawJson request) =>
        request.StringOf("model"u8) is { } name && IsOfModel(name)
        && TypeOf(request, "thinking"u8) is null or "disabled"
        && TypeOf(request, "tool_choice"u8) is null or "auto" or "none";

    /// <summary>Returns whether the model supports prefill. A model whose name has no version is treated as newer than Claude 4.5.</summary>
    public static bool IsOfModel(string name) => VersionOf(name) is { } version && version.CompareTo(s_lastVersion) <= 0;

    /// <summary>
    /// Parses the version from names such as <c>claude-3-5-haiku-latest</c>, <c>claude-opus-4-20250514</c> and <c>claude-sonnet-4-5@20250929</c>.
    /// </summary>
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

    // Longer numbers are dates.
    private static int? NumberOf(string word) =>
        word.Length <= 2 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string? TypeOf(RawJson request, ReadOnlySpan<byte> member) =>
        request.TryGetMember(member, out RawJson value) ? value.StringOf("type"u8) : null;
}
