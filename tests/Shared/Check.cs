using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>Assertions that need no test framework, so that the native program makes the same ones.</summary>
internal static class Check
{
    public static void That(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new CheckFailedException(otherwise);
        }
    }

    public static void Equal<T>(T expected, T actual, string what) =>
        That(EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: expected {Show(expected)}, got {Show(actual)}");

    public static void SequenceEqual<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what)
    {
        T[] wanted = [.. expected], found = [.. actual];
        for (int i = 0; i < Math.Min(wanted.Length, found.Length); i++)
        {
            Equal(wanted[i], found[i], $"{what} {i}");
        }

        Equal(wanted.Length, found.Length, $"number of {what}");
    }

    public static void JsonEqual(JsonElement expected, string actual, string what)
    {
        using JsonDocument document = JsonDocument.Parse(actual, new JsonDocumentOptions { MaxDepth = 1024 });
        string? difference = JsonComparer.FindDifference(expected, document.RootElement);
        That(difference is null, $"{what}: {difference}");
    }

    private static string Show<T>(T value)
    {
        const int MaxLength = 400;
        string text = value?.ToString() ?? "null";
        return $"'{(text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "…"))}'";
    }
}
