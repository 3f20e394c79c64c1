using System.Globalization;
using System.Text.Json;

namespace Claude.Aot.Serialization;

/// <content>Reads dates, times and durations.</content>
public static partial class JsonInput
{
    private const int MaxShortText = 64;
    private const string DateTimeText = "an RFC 3339 date and time such as 2026-01-31T18:00:00Z";
    private const string DateText = "a date such as 2026-01-31";
    private const string TimeText = "a time such as 18:00:00";
    private const string DurationText = "an ISO 8601 duration such as PT1H30M";

    private static readonly string[] s_timeFormats = ["HH:mm:ss.FFFFFFF", "HH:mm"];

    /// <summary>Reads a date and time that has an offset.</summary>
    /// <exception cref="JsonException">The value is not such a string.</exception>
    public static DateTimeOffset ReadDateTimeOffset(ref Utf8JsonReader reader)
    {
        CheckDateTime(ref reader, needsOffset: true);
        if (!reader.TryGetDateTimeOffset(out DateTimeOffset value))
        {
            FailValue(ref reader, DateTimeText);
        }

        return value;
    }

    /// <summary>Reads a date and time, with or without an offset.</summary>
    /// <exception cref="JsonException">The value is not such a string.</exception>
    public static DateTime ReadDateTime(ref Utf8JsonReader reader)
    {
        CheckDateTime(ref reader, needsOffset: false);
        if (!reader.TryGetDateTime(out DateTime value))
        {
            FailValue(ref reader, DateTimeText);
        }

        return value;
    }

    /// <summary>Reads a date.</summary>
    /// <exception cref="JsonException">The value is not such a string.</exception>
    public static DateOnly ReadDateOnly(ref Utf8JsonReader reader)
    {
        Span<char> buffer = stackalloc char[MaxShortText];
        ReadOnlySpan<char> text = buffer[..CopyText(ref reader, buffer, DateText)];
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly value))
        {
            FailValue(ref reader, DateText);
        }

        return value;
    }

    /// <summary>Reads a time of day. An offset is ignored: RFC 3339 requires one, and this type has none.</summary>
    /// <exception cref="JsonException">The value is not such a string.</exception>
    public static TimeOnly ReadTimeOnly(ref Utf8JsonReader reader)
    {
        Span<char> buffer = stackalloc char[MaxShortText];
        ReadOnlySpan<char> text = buffer[..CopyText(ref reader, buffer, TimeText)];
        int zone = TimeZoneStart(text);
        if (!TimeOnly.TryParseExact(zone < 0 ? text : text[..zone], s_timeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly value))
        {
            FailValue(ref reader, TimeText);
        }

        return value;
    }

    /// <summary>Reads an ISO 8601 duration of weeks, days, hours, minutes and seconds, or the form that <see cref="TimeSpan.ToString()"/> writes.</summary>
    /// <exception cref="JsonException">The value is not such a string.</exception>
    public static TimeSpan ReadTimeSpan(ref Utf8JsonReader reader)
    {
        Span<char> buffer = stackalloc char[MaxShortText];
        ReadOnlySpan<char> text = buffer[..CopyText(ref reader, buffer, DurationText)];
        if (!JsonDuration.TryParse(text, out TimeSpan value)
            && !(text.Contains(':') && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value)))
        {
            FailValue(ref reader, DurationText);
        }

        return value;
    }

    // Utf8JsonReader accepts a date without a time, and a time without an offset.
    private static void CheckDateTime(ref Utf8JsonReader reader, bool needsOffset)
    {
        Span<char> buffer = stackalloc char[MaxShortText];
        ReadOnlySpan<char> text = buffer[..CopyText(ref reader, buffer, DateTimeText)];
        if (text.Length <= 11 || text[10] != 'T' || (needsOffset && TimeZoneStart(text[11..]) < 0))
        {
            FailValue(ref reader, DateTimeText);
        }
    }

    /// <summary>Copies a short string.</summary>
    /// <returns>The length; 0 if it does not fit the buffer, in which case it is longer than anything that is read from it.</returns>
    private static int CopyText(ref Utf8JsonReader reader, scoped Span<char> buffer, string expected)
    {
        ExpectString(ref reader, expected);
        try
        {
            // A string never has more characters than bytes.
            return reader.ValueSpan.Length <= buffer.Length ? reader.CopyString(buffer) : CopyLongText(TextOf(ref reader), buffer);
        }
        catch (InvalidOperationException)
        {
            // An unpaired surrogate.
            return 0;
        }
    }

    private static int CopyLongText(string text, scoped Span<char> buffer) => text.TryCopyTo(buffer) ? text.Length : 0;

    // The 'Z', or the sign before "hh:mm".
    private static int TimeZoneStart(ReadOnlySpan<char> time) => time switch
    {
        [.., 'Z'] => time.Length - 1,
        [.., '+' or '-', _, _, ':', _, _] => time.Length - 6,
        _ => -1,
    };
}
