using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>Writes <c>docs/performance.md</c> and its charts from the results in <c>benchmarks/Results</c>. Sections without results are left out.</summary>
internal sealed class ReportCommand
{
    private readonly string _results = Repository.PathOf("benchmarks", "Results");
    private readonly string _images = Repository.PathOf("docs", "images");
    private readonly MarkdownPage _page = new();

    public void Run()
    {
        Directory.CreateDirectory(_images);
        _page.Paragraph("# Performance");
        _page.Paragraph("""
            This page is created from the results in [`benchmarks/Results`](../benchmarks/Results) by
            `dotnet run -c Release --project benchmarks/Claude.Aot.Benchmarks -- report`. Compare the rows of one table with each other, not with another machine.
            Times are processor time: medians of one run in which all readers take turns. The inputs and the readers are in
            [`benchmarks/Claude.Aot.Benchmarks`](../benchmarks/Claude.Aot.Benchmarks).
            """);
        Write("ratios", "Time per event", RatioSection);
        Write("ratios-native", "Time per event, natively", RatioSection);
        Include("layers.md");
        Write("request", "Requests", RequestSection);
        Write("scale", "Many streams at once", ScaleSection);
        Write("footprint", "Native footprint", FootprintSection);
        Write("generator", "The generator", GeneratorSection);
        Include("tried.md");
        File.WriteAllText(Repository.PathOf("docs", "performance.md"), _page.ToString());
    }

    private void Write(string name, string heading, Action<string, JsonElement[]> section)
    {
        string file = Path.Combine(_results, $"{name}.json");
        if (File.Exists(file))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            _page.Section(heading, RunInfo.Read(RunInfo.PathFor(file)));
            section(name, [.. document.RootElement.EnumerateArray()]);
        }
    }

    /// <summary>Adds a section that is written by hand.</summary>
    private void Include(string name)
    {
        string file = Path.Combine(_results, name);
        if (File.Exists(file))
        {
            _page.Paragraph(File.ReadAllText(file).Trim());
        }
    }

    private void RatioSection(string name, JsonElement[] rows)
    {
        string[] inputs = [.. rows.Select(static row => Text(row, "input")).Distinct()];
        string[] readers = [.. rows.Select(static row => Text(row, "reader")).Distinct()];
        JsonElement Of(string input, string reader) => rows.First(row => Text(row, "input") == input && Text(row, "reader") == reader);
        double Time(string input, string reader) => Number(Of(input, reader), "nsPerEvent");
        _page.Table(
            ["ns per event (times Claude.Aot)", .. inputs],
            readers.Select(string[] (reader) =>
            [
                reader,
                .. inputs.Select(input => reader == ClaudeAotReader.ReaderName
                    ? Format.Number(Time(input, reader))
                    : $"{Format.Number(Time(input, reader))} ({Format.Number(Time(input, reader) / Time(input, ClaudeAotReader.ReaderName))}×)"),
            ]));
        _page.Table(
            ["bytes allocated per event", .. inputs],
            readers.Select(string[] (reader) => [reader, .. inputs.Select(input => Format.Number(Number(Of(input, reader), "bytesPerEvent")))]));
        Chart(name, "Short text deltas", "ns", readers.Select(reader => new SvgBar(reader, Time(inputs[0], reader), reader == ClaudeAotReader.ReaderName)));
    }

    private void RequestSection(string _, JsonElement[] rows)
    {
        _page.Paragraph(
            "A request is created and sent, and its response is read. The handler reads the request and answers from memory. The first request finds the pools empty.");
        _page.Table(
            ["request, client", "body bytes", "µs", "bytes allocated, first request", "bytes allocated, later ones"],
            rows.Select(static string[] (row) => [$"{Text(row, "input")}, {Text(row, "client")}", .. Cells(row, "bodyBytes", "us", "firstBytes", "bytes")]));
    }

    private void ScaleSection(string name, JsonElement[] rows)
    {
        (string Mode, string Text)[] modes =
        [
            (ScaleJob.Idle, "All streams have received most of their text and wait. Idle is the resident memory of each stream, beyond that of the process before. Heap is its part in the heap after a collection."),
            (ScaleJob.Burst, "Streams of 2,000 events, sent without pauses."),
            (ScaleJob.Paced, "Streams of 2,000 events, one every 20 ms."),
        ];
        foreach ((string mode, string text) in modes)
        {
            JsonElement[] ofMode = [.. rows.Where(row => Text(row, "mode") == mode)];
            if (ofMode.Length == 0)
            {
                continue;
            }

            _page.Paragraph(text);
            bool isIdle = mode == ScaleJob.Idle;
            string[] columns = ["streams", "completed", "CPU s", "allocated MB", "collections", "peak MB"];
            _page.Table(
                ["client, HTTP version", .. columns, .. isIdle ? (string[])["idle KB", "heap KB"] : []],
                ofMode.Select(string[] (row) =>
                [
                    Label(row),
                    .. Cells(row, "streams", "completed", "cpuSeconds", "allocatedMb", "collections", "peakMb"),
                    .. isIdle ? Cells(row, "idleKbPerStream", "idleHeapKbPerStream") : [],
                ]));
            Chart(
                $"{name}-{mode}",
                isIdle ? "Resident memory of a waiting stream" : "Processor time of all streams",
                isIdle ? "KB" : "s",
                ofMode.Select(row => new SvgBar($"{Label(row)}, {Format.Number(Number(row, "streams"))}", Number(row, isIdle ? "idleKbPerStream" : "cpuSeconds"), IsOwn(Text(row, "client")))));
        }

        static string Label(JsonElement row) => $"{Text(row, "client")}, {Text(row, "http")}";
    }

    private void FootprintSection(string name, JsonElement[] rows)
    {
        _page.Paragraph(
            "The smallest streaming app with this library, and the same app written by hand with `HttpClient` and `Utf8JsonReader`, published in the same way. The time is that from before the process is created to its first byte of text on standard output, over loopback.");
        _page.Table(
            ["app", "file MB", "first text ms", "peak resident MB"],
            rows.Select(static string[] (row) => [Label(row), (Number(row, "bytes") / 1e6).ToString("F3", System.Globalization.CultureInfo.InvariantCulture), .. Cells(row, "firstTextMs", "peakMb")]));
        Chart(name, "Native binary", "MB", rows.Select(static row => new SvgBar(Label(row), Number(row, "bytes") / 1e6, IsOwn(Text(row, "program")))));

        static string Label(JsonElement row) => row.GetProperty("decompression").GetBoolean() ? $"{Text(row, "program")}, gzip and Brotli" : Text(row, "program");
    }

    private void GeneratorSection(string _, JsonElement[] rows) => _page.Table(
        ["generator over the whole schema", "ms"],
        rows.Select(static string[] (row) => [Text(row, "run"), Format.Number(Number(row, "ms"))]));

    private void Chart(string name, string title, string unit, IEnumerable<SvgBar> bars)
    {
        File.WriteAllText(Path.Combine(_images, $"{name}.svg"), SvgBarChart.Draw(title, unit, [.. bars]));
        _page.Paragraph($"![{title}](images/{name}.svg)");
    }

    private static bool IsOwn(string name) => name.StartsWith(ClaudeAotReader.ReaderName, StringComparison.Ordinal);

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static double Number(JsonElement row, string name) => row.GetProperty(name).GetDouble();

    private static IEnumerable<string> Cells(JsonElement row, params IEnumerable<string> names) =>
        names.Select(name => row.TryGetProperty(name, out JsonElement value) ? Format.Number(value.GetDouble()) : "");
}
