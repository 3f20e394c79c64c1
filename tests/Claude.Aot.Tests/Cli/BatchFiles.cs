using System.Text.Json;

namespace Claude.Aot.Tests.Cli;

/// <summary>The files that <c>claude-aot batch</c> reads and writes.</summary>
internal static class BatchFiles
{
    /// <summary>A prompt for each name.</summary>
    public static void WritePrompts(string path, params IEnumerable<string> names) =>
        File.WriteAllLines(path, names.Select(name => $$"""{"custom_id":"{{name}}","prompt":"Hi {{name}}"}"""));

    /// <summary>The names in the results, in their order; each line has to be whole.</summary>
    public static IReadOnlyList<string> ReadNames(string path) => [.. File.ReadLines(path).Select(ReadName)];

    private static string ReadName(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("custom_id").GetString()!;
    }
}
