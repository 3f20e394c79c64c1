using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>Compares JSON by value: the order of members and the notation of numbers and strings do not matter.</summary>
internal static class JsonComparer
{
    /// <returns>A description of the first difference, or null if the values are equal.</returns>
    public static string? FindDifference(JsonElement expected, JsonElement actual) => Find(expected, actual, "$");

    private static string? Find(JsonElement expected, JsonElement actual, string path) => (expected.ValueKind, actual.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => FindInObject(expected, actual, path),
        (JsonValueKind.Array, JsonValueKind.Array) => FindInArray(expected, actual, path),
        _ when AreEqual(expected, actual) => null,
        _ => $"{path}: expected {Show(expected)}, got {Show(actual)}",
    };

    // .NET does not compare numbers whose exponent exceeds 32 bits. If their notation is the same, they are equal.
    private static bool AreEqual(JsonElement expected, JsonElement actual) =>
        (expected.ValueKind == actual.ValueKind && expected.GetRawText() == actual.GetRawText()) || JsonElement.DeepEquals(expected, actual);

    private static string? FindInObject(JsonElement expected, JsonElement actual, string path)
    {
        foreach (JsonProperty member in expected.EnumerateObject())
        {
            string at = $"{path}.{member.Name}";
            string? difference = actual.TryGetProperty(member.Name, out JsonElement value) ? Find(member.Value, value, at) : $"{at}: missing";
            if (difference is not null)
            {
                return difference;
            }
        }

        foreach (JsonProperty member in actual.EnumerateObject())
        {
            if (!expected.TryGetProperty(member.Name, out _))
            {
                return $"{path}.{member.Name}: not expected, got {Show(member.Value)}";
            }
        }

        return null;
    }

    private static string? FindInArray(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.GetArrayLength() != actual.GetArrayLength())
        {
            return $"{path}: expected {expected.GetArrayLength()} elements, got {actual.GetArrayLength()}";
        }

        return expected.EnumerateArray().Select((element, i) => Find(element, actual[i], $"{path}[{i}]")).FirstOrDefault(difference => difference is not null);
    }

    private static string Show(JsonElement element)
    {
        const int MaxLength = 200;
        string text = element.GetRawText();
        return text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "…");
    }
}
