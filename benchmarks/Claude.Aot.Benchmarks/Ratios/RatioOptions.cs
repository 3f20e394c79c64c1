namespace Claude.Aot.Benchmarks;

/// <summary>How the short mode runs.</summary>
/// <param name="JsonFile">Where its results go as JSON; null for nowhere.</param>
/// <param name="IsQuick">Whether it only shows that everything works: tiny inputs, a few seconds, numbers that mean nothing.</param>
internal sealed record RatioOptions(string? JsonFile, bool IsQuick)
{
    public const string Usage = "usage: ratios [--native] [--json FILE] [--quick]";

    /// <summary>Reads the arguments.</summary>
    /// <returns>Null where they are none of the usage.</returns>
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
