using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>
/// Writes results as an array of <c>{program, decompression, bytes, firstTextMs, peakMb}</c>. The last two members exist only if they were measured.
/// </summary>
internal static class FootprintJson
{
    public static void Write(IEnumerable<FootprintResult> results, string file, string command) => ResultFile.Write(file, results, WriteMembers, command);

    private static void WriteMembers(Utf8JsonWriter json, FootprintResult result)
    {
        json.WriteString("program"u8, result.Program);
        json.WriteBoolean("decompression"u8, result.HasDecompression);
        json.WriteNumber("bytes"u8, result.FileBytes);
        if (result is { FirstTextMs: { } firstText, PeakMb: { } peak })
        {
            json.WriteNumber("firstTextMs"u8, Math.Round(firstText, 3));
            json.WriteNumber("peakMb"u8, Math.Round(peak, 3));
        }
    }
}
