using System.Globalization;

namespace Claude.Aot.Benchmarks;

internal static class Format
{
    /// <summary>A number with as many digits as say something: 12,345 or 123 or 12.3 or 0.12, and a whole one as it is.</summary>
    public static string Number(double value) => value switch
    {
        _ when value == Math.Truncate(value) => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 or <= -100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 or <= -10 => value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.ToString("F2", CultureInfo.InvariantCulture),
    };
}
