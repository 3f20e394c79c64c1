namespace Claude.Aot.Benchmarks;

/// <summary>The options of the short mode.</summary>
/// <param name="JsonFile">The JSON file for the results, or null for none.</param>
/// <param name="IsQuick">Whether the run only shows that everything works: tiny inputs, a few seconds, meaningless numbers.</param>
internal sealed record RatioOptions(string? JsonFile, bool IsQuick)
{
    public const string Usage = "usage: ratios [--native] [--json FILE] [--quick]";

    /// <summary>Parses the arguments.</summary>
    /// <returns>Null if the arguments do not match the usage.</returns>
    public static RatioOptions? Parse(ReadOnlySpan<string> arguments)
    {
        var options = new RatioOptions(null, false);
        while (!arguments.IsEmpty)
        {
            switch (arguments)
            {
                case ["--json", string file, ..]:
                    options = options with { JsonFile = file };
                    arguments = arguments[2..];
                    break;
                case ["--quick", ..]:
                    options = options with { IsQuick = true };
                    arguments = arguments[1..];
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
