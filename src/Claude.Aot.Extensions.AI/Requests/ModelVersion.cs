using System.Globalization;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>
/// Reads the version in the name of a model, such as <c>claude-sonnet-4-5@20250929</c>, <c>eu.anthropic.claude-opus-4-8-v1:0</c> or an ARN that ends in such
/// a name.
/// </summary>
internal static class ModelVersion
{
    private const string Family = "claude";

    private static readonly (int Major, int Minor) s_firstWithSystemTurns = (4, 8);

    /// <summary>Returns whether a model accepts system messages within the conversation: Claude 4.8 and later, and names without a version.</summary>
    public static bool HasSystemTurns(string model) => VersionOf(model) is not { } version || version.CompareTo(s_firstWithSystemTurns) >= 0;

    private static (int Major, int Minor)? VersionOf(string model)
    {
        // What precedes the last occurrence is a region, an account, a project or the name of a gateway.
        int start = model.LastIndexOf(Family, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        string[] words = model[start..].Split('-', '.', '@', ':', '/', '[');
        int major = Array.FindIndex(words, static word => !word.All(char.IsAsciiLetter));
        if (major < 0)
        {
            return null;
        }

        // In "claude-v2", the version has a "v". Anywhere else, as in "claude-opus-5-v1:0", that is a revision.
        string first = major == 1 ? words[1].TrimStart('v') : words[major];
        return NumberOf(first) is { } number ? (number, (major + 1 < words.Length ? NumberOf(words[major + 1]) : null) ?? 0) : null;
    }

    // Longer numbers are dates.
    private static int? NumberOf(string word) =>
        word.Length <= 2 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
