using System.Buffers;
using System.Globalization;
using System.Text;

namespace Claude.Aot.Serialization;

/// <summary>Reads and writes ISO 8601 durations. Years and months are refused, because their length varies.</summary>
internal static class JsonDuration
{
    private static readonly SearchValues<char> s_number = SearchValues.Create("0123456789.");

    /// <summary>Reads a duration of weeks, or of days, hours, minutes and seconds.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan value)
    {
        value = default;
        bool isNegative = text is ['-', ..];
        text = isNegative ? text[1..] : text;
        if (text is not ['P', ..] || text.Length < 3)
        {
            return false;
        }

        text = text[1..];
        decimal seconds = 0;
        bool isTime = false;
        string units = "WDHMS";
        while (!text.IsEmpty)
        {
            if (text[0] == 'T' && !isTime && text.Length > 1)
            {
                isTime = true;
                text = text[1..];
                continue;
            }

            int length = text.IndexOfAnyExcept(s_number);
            if (length <= 0 || !decimal.TryParse(text[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
            {
                return false;
            }

            char unit = text[length];
            int index = units.IndexOf(unit, StringComparison.Ordinal);
            bool isInPlace = index >= 0 && isTime == unit is 'H' or 'M' or 'S' && (unit == 'S' || decimal.IsInteger(number));
            if (!isInPlace)
            {
                return false;
            }

            units = units[(index + 1)..];
            seconds += Math.Min(number, 1e15m) * SecondsOf(unit);
            text = text[(length + 1)..];
        }

        decimal ticks = decimal.Truncate((isNegative ? -seconds : seconds) * TimeSpan.TicksPerSecond);
        bool fits = ticks >= long.MinValue && ticks <= long.MaxValue;
        value = fits ? new TimeSpan((long)ticks) : default;
        return fits;
    }

    /// <summary>Returns a duration as text, for example <c>P1DT2H0.5S</c>.</summary>
    public static string ToText(TimeSpan value)
    {
        // decimal, because the smallest TimeSpan has no positive counterpart.
        decimal ticks = Math.Abs((decimal)value.Ticks);
        decimal seconds = ticks / TimeSpan.TicksPerSecond;
        var text = new StringBuilder(value < TimeSpan.Zero ? "-P" : "P");
        Append(text, decimal.Truncate(seconds / 86_400), 'D');
        int length = text.Append('T').Length;
        Append(text, decimal.Truncate(seconds / 3600) % 24, 'H');
        Append(text, decimal.Truncate(seconds / 60) % 60, 'M');
        Append(text, seconds % 60, 'S');
        if (text.Length == length)
        {
            text.Length--;
        }

        return ticks == 0 ? "PT0S" : text.ToString();
    }

    private static void Append(StringBuilder text, decimal number, char unit)
    {
        if (number != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number:0.#######}").Append(unit);
        }
    }

    private static int SecondsOf(char unit) => unit switch
    {
        'W' => 604_800,
        'D' => 86_400,
        'H' => 3600,
        'M' => 60,
        _ => 1,
    };
}
