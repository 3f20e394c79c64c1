using System.Net;

namespace Claude.Aot.Benchmarks;

/// <summary>Determines which clients run in which mode, and the number of their streams.</summary>
internal static class ScalePlan
{
    /// <summary>The name of the official package, which only this process can run.</summary>
    public const string Official = "Anthropic";

    /// <summary>A number of streams that every client can handle.</summary>
    private const int Comparable = 1_000;
    private const int Many = 10_000;

    private static readonly string[] s_all = [ScaleClients.ClaudeAot, ScaleClients.Drop, ScaleClients.SourceGen, Official];
    private static readonly string[] s_light = [ScaleClients.ClaudeAot, ScaleClients.Drop];

    /// <summary>One row of a table, before it is measured.</summary>
    public sealed record Row(string Mode, string Client, int Streams, Version Http, bool IsNative);

    public static IEnumerable<Row> Of(ScaleOptions options) => All(options.Streams)
        .Where(row => (options.Mode ?? row.Mode) == row.Mode && (options.Http ?? row.Http) == row.Http);

    /// <summary>Returns the number of text deltas of a stream.</summary>
    public static int EventsOf(string mode) => mode == ScaleJob.Idle ? 200 : 2_000;

    private static IEnumerable<Row> All(int? streams) =>
    [
        .. Rows(ScaleJob.Idle, s_all, streams ?? Comparable, HttpVersion.Version11),
        .. streams is null ? Rows(ScaleJob.Idle, s_light, Many, HttpVersion.Version11) : [],
        .. Rows(ScaleJob.Idle, s_light, streams ?? Many, HttpVersion.Version20),
        .. Rows(ScaleJob.Burst, s_all, streams ?? Comparable, HttpVersion.Version11),
        .. Rows(ScaleJob.Paced, s_all, streams ?? Comparable, HttpVersion.Version11),
        new Row(ScaleJob.Paced, ScaleClients.ClaudeAot, streams ?? Comparable, HttpVersion.Version11, IsNative: true),
    ];

    private static IEnumerable<Row> Rows(string mode, string[] clients, int streams, Version http) =>
        clients.Select(client => new Row(mode, client, streams, http, IsNative: false));
}
