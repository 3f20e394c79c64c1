using System.Globalization;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>Reads the version in the name of a model.</summary>
internal static class ModelVersion
{
    /// <summary>Returns whether a model accepts system messages within the conversation: Claude 4.8 and later, and names without a version.</summary>
    public static bool HasSystemTurns(string model)
    {
        string[] words = model.Split('-', '.', '@', ':');
        int major = Array.FindIndex(words, word => NumberOf(word) is not null);
        return major < 0 || (NumberOf(words[major])!.Value, (major + 1 < words.Length ? NumberOf(words[major + 1]) : null) ?? 0).CompareTo((4, 8)) >= 0;
    }

    // Longer numbers are dates.
    private static int? NumberOf(string word) =>
        word.Length <= 2 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
