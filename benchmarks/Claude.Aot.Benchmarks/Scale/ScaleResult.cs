using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>The measurements of all streams of one process.</summary>
/// <param name="Client">The name of the client, and whether it ran natively.</param>
/// <param name="Mode">The mode of the streams.</param>
/// <param name="Http">The HTTP version.</param>
/// <param name="Streams">The number of streams.</param>
/// <param name="Completed">The number of streams that were read completely.</param>
/// <param name="WallSeconds">The total time.</param>
/// <param name="CpuSeconds">The processor time of the process.</param>
/// <param name="AllocatedMb">The memory that the process allocated.</param>
/// <param name="Collections">The number of garbage collections.</param>
/// <param name="PeakMb">The peak resident memory.</param>
/// <param name="IdleKbPerStream">The resident memory of a waiting stream, beyond the memory of the process before; null if no stream waited.</param>
/// <param name="IdleHeapKbPerStream">The garbage-collected part of that memory.</param>
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
