using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>What the streams of one process took together.</summary>
/// <param name="Client">Whom it streamed with, and whether natively.</param>
/// <param name="Mode">How streams ran.</param>
/// <param name="Http">The version of HTTP.</param>
/// <param name="Streams">How many there were.</param>
/// <param name="Completed">How many were read whole.</param>
/// <param name="WallSeconds">How long all took.</param>
/// <param name="CpuSeconds">The processor time of the process.</param>
/// <param name="AllocatedMb">What it allocated.</param>
/// <param name="Collections">How often the collector ran.</param>
/// <param name="PeakMb">The most memory that it had resident.</param>
/// <param name="IdleKbPerStream">What a stream that waits keeps resident, beyond what the process had before; null where none waited.</param>
/// <param name="IdleHeapKbPerStream">The same of the collected heap alone.</param>
internal sealed record ScaleResult(
    string Client,
    string Mode,
    string Http,
    int Streams,
    int Completed,
    double WallSeconds,
    double CpuSeconds,
    double AllocatedMb,
    int Collections,
    double PeakMb,
    double? IdleKbPerStream,
    double? IdleHeapKbPerStream)
{
    public static ScaleResult Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        return new ScaleResult(
            Text("client"), Text("mode"), Text("http"), (int)Number("streams"), (int)Number("completed"), Number("wallSeconds"), Number("cpuSeconds"),
            Number("allocatedMb"), (int)Number("collections"), Number("peakMb"), NumberOrNull("idleKbPerStream"), NumberOrNull("idleHeapKbPerStream"));

        string Text(string name) => root.GetProperty(name).GetString()!;
        double Number(string name) => root.GetProperty(name).GetDouble();
        double? NumberOrNull(string name) => root.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : null;
    }

    public void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("client"u8, Client);
        json.WriteString("mode"u8, Mode);
        json.WriteString("http"u8, Http);
        json.WriteNumber("streams"u8, Streams);
        json.WriteNumber("completed"u8, Completed);
        json.WriteNumber("wallSeconds"u8, Math.Round(WallSeconds, 2));
        json.WriteNumber("cpuSeconds"u8, Math.Round(CpuSeconds, 2));
        json.WriteNumber("allocatedMb"u8, Math.Round(AllocatedMb, 1));
        json.WriteNumber("collections"u8, Collections);
        json.WriteNumber("peakMb"u8, Math.Round(PeakMb, 1));
        if (IdleKbPerStream is { } resident && IdleHeapKbPerStream is { } heap)
        {
            json.WriteNumber("idleKbPerStream"u8, Math.Round(resident, 2));
            json.WriteNumber("idleHeapKbPerStream"u8, Math.Round(heap, 2));
        }
    }
}
