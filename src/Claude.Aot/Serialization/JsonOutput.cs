using System.ComponentModel;
using System.Globalization;
using System.Text.Json;

namespace Claude.Aot.Serialization;

/// <summary>Writes the types of an app as JSON, in the form that <see cref="JsonInput"/> reads; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonOutput
{
    /// <summary>Writes a character.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public static void WriteChar(Utf8JsonWriter writer, char value) => Check(writer).WriteStringValue([value]);

    /// <summary>Writes a 16-bit number, or <c>null</c> if it is not finite.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public static void WriteHalf(Utf8JsonWriter writer, Half value) => WriteDouble(writer, (double)value);

    /// <summary>Writes a 32-bit number, or <c>null</c> if it is not finite.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public static void WriteSingle(Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value))
        {
            Check(writer).WriteNumberValue(value);
        }
        else
        {
            Check(writer).WriteNullValue();
        }
    }

    /// <summary>Writes a 64-bit number, or <c>null</c> if it is not finite.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public static void WriteDouble(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            Check(writer).WriteNumberValue(value);
        }
        else
        {
            Check(writer).WriteNullValue();
        }
    }

    /// <summary>Writes a date.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public static void WriteDateOnly(Utf8JsonWriter writer, DateOnly value) =>
        Check(writer).WriteStringValue(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Writes a time of day.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public static void WriteTimeOnly(Utf8JsonWriter writer, TimeOnly value) =>
        Check(writer).WriteStringValue(value.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));

    /// <summary>Writes an ISO 8601 duration.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public static void WriteTimeSpan(Utf8JsonWriter writer, TimeSpan value) => Check(writer).WriteStringValue(JsonDuration.ToText(value));

    /// <summary>Writes a URI.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void WriteUri(Utf8JsonWriter writer, Uri value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Check(writer).WriteStringValue(value.OriginalString);
    }

    /// <summary>Writes a value of any kind.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public static void WriteElement(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            Check(writer).WriteNullValue();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private static Utf8JsonWriter Check(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return writer;
    }
}
