using System.Globalization;

namespace Claude.Aot.Benchmarks;

internal static class Format
{
    /// <summary>Formats a number with a useful number of digits: 12,345 or 123 or 12.3 or 0.12. A whole number is not changed.</summary>
    public static string Number(double value) => value switch
    {
        _ when value == Math.Truncate(value) => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 or <= -100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 or <= -10 => value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.ToString("F2", CultureInfo.InvariantCulture),
    };
}
