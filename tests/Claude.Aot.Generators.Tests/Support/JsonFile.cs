using System.Text.Json;

namespace Claude.Aot.Generators.Tests;

/// <summary>JSON files of the repository.</summary>
internal static class JsonFile
{
    public static JsonElement Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(Repository.Read(file));
        return document.RootElement.Clone();
    }

    public static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);

    /// <summary>The string, or those of the list.</summary>
    public static IEnumerable<string> OneOrMore(JsonElement value) => value.ValueKind == JsonValueKind.String ? [value.GetString()!] : Strings(value);
}
