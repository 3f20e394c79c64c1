using System.Globalization;

namespace Claude.Aot.Benchmarks;

/// <summary>What the mode for many streams runs.</summary>
/// <param name="Mode">The only mode; null for all.</param>
/// <param name="Streams">How many streams at once; null for what the budgets of each mode say.</param>
/// <param name="Http">The only version of HTTP; null for both where both are measured.</param>
/// <param name="JsonFile">Where the results go as JSON; null for nowhere.</param>
internal sealed record ScaleOptions(string? Mode, int? Streams, Version? Http, string? JsonFile)
{
    public const string Usage = "usage: scale [--mode idle|burst|paced] [--streams N] [--http 1.1|2] [--json FILE]";

    /// <summary>Reads the arguments.</summary>
    /// <returns>Null where they are none of the usage.</returns>
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
