namespace Claude.Aot.Generators;

/// <summary>Regular expressions that match the whole text, as <c>[RegularExpression]</c> demands. A pattern of JSON Schema matches anywhere.</summary>
internal static class TextPattern
{
    public static string ForSchema(string pattern) => IsAnchored(pattern) ? pattern : $"^(?:{pattern})$";

    // In .NET, $ also matches before a line feed at the end of the text.
    public static string ForReader(string pattern) => $@"\A(?:{pattern})\z";

    private static bool IsAnchored(string pattern) =>
        pattern.StartsWith("^", StringComparison.Ordinal) && pattern.EndsWith("$", StringComparison.Ordinal)
        && !pattern.EndsWith("\\$", StringComparison.Ordinal) && pattern.IndexOf('|') < 0;
}
