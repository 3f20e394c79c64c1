using System.Globalization;

namespace Claude.Aot.Benchmarks;

/// <summary>The options of the mode for many streams.</summary>
/// <param name="Mode">The only mode to run; null for all modes.</param>
/// <param name="Streams">The number of concurrent streams; null for the numbers for which each mode has budgets.</param>
/// <param name="Http">The only HTTP version; null for all versions that a mode measures.</param>
/// <param name="JsonFile">The JSON file for the results, or null for none.</param>
internal sealed record ScaleOptions(string? Mode, int? Streams, Version? Http, string? JsonFile)
{
    public const string Usage = "usage: scale [--mode idle|burst|paced] [--streams N] [--http 1.1|2] [--json FILE]";

    /// <summary>Parses the arguments.</summary>
    /// <returns>Null if the arguments do not match the usage.</returns>
    public static ScaleOptions? Parse(ReadOnlySpan<string> arguments) =>
        NamedValues.Apply(arguments, new ScaleOptions(null, null, null, null), static (options, name, value) => (name, value) switch
        {
            ("--mode", ScaleJob.Idle or ScaleJob.Burst or ScaleJob.Paced) => options with { Mode = value },
            ("--streams", _) when int.TryParse(value, CultureInfo.InvariantCulture, out int streams) && streams > 0 => options with { Streams = streams },
            ("--http", "1.1") => options with { Http = System.Net.HttpVersion.Version11 },
            ("--http", "2") => options with { Http = System.Net.HttpVersion.Version20 },
            ("--json", _) => options with { JsonFile = value },
            _ => null,
        });
}
