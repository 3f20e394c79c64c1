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
    public static ScaleOptions? Parse(ReadOnlySpan<string> arguments)
    {
        var options = new ScaleOptions(null, null, null, null);
        while (!arguments.IsEmpty)
        {
            switch (arguments)
            {
                case ["--mode", (ScaleJob.Idle or ScaleJob.Burst or ScaleJob.Paced) and string mode, ..]:
                    options = options with { Mode = mode };
                    break;
                case ["--streams", string text, ..] when int.TryParse(text, CultureInfo.InvariantCulture, out int streams) && streams > 0:
                    options = options with { Streams = streams };
                    break;
                case ["--http", "1.1", ..]:
                    options = options with { Http = System.Net.HttpVersion.Version11 };
                    break;
                case ["--http", "2", ..]:
                    options = options with { Http = System.Net.HttpVersion.Version20 };
                    break;
                case ["--json", string file, ..]:
                    options = options with { JsonFile = file };
                    break;
                default:
                    return null;
            }

            arguments = arguments[2..];
        }

        return options;
    }
}
