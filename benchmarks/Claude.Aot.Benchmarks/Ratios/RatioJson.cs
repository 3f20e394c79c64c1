using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>Writes results as an array of <c>{input, reader, nsPerEvent, bytesPerEvent}</c>.</summary>
internal static class RatioJson
{
    public static void Write(IEnumerable<RatioResult> results, string file, string command) => ResultFile.Write(file, results, WriteMembers, command);

    private static void WriteMembers(Utf8JsonWriter json, RatioResult result)
    {
        json.WriteString("input"u8, result.Input);
        json.WriteString("reader"u8, result.Reader.Name);
        json.WriteNumber("nsPerEvent"u8, Math.Round(result.NsPerEvent, 2));
        json.WriteNumber("bytesPerEvent"u8, Math.Round(result.BytesPerEvent, 2));
    }
}
