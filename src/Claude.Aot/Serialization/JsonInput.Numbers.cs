using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Claude.Aot.Serialization;

/// <content>Reads Booleans and numbers.</content>
public static partial class JsonInput
{
    /// <summary>Reads a Boolean.</summary>
    /// <exception cref="JsonException">The value is of another kind.</exception>
    public static bool ReadBoolean(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
        {
            Fail(ref reader, "a Boolean");
        }

        return reader.TokenType == JsonTokenType.True;
    }

    /// <summary>Reads an integer of a given type. <c>1.0</c> and <c>1e2</c> are integers too, as JSON Schema defines.</summary>
    /// <exception cref="JsonException">The value is not an integer, or is out of the range of the type.</exception>
    public static T ReadInteger<T>(ref Utf8JsonReader reader)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            Fail(ref reader, "an integer");
        }

        T value;
        if (reader.TryGetInt64(out long small))
        {
            value = T.CreateTruncating(small);
            if (long.CreateSaturating(value) == small)
            {
                return value;
            }
        }
        else if (T.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return value;
        }

        FailValue(ref reader, string.Create(CultureInfo.InvariantCulture, $"an integer from {T.MinValue} to {T.MaxValue}"));
        return default;
    }

    /// <summary>Reads a number with a fraction.</summary>
    /// <exception cref="JsonException">The value is not a number, or is out of the range of the type.</exception>
    public static T ReadNumber<T>(ref Utf8JsonReader reader)
        where T : struct, INumber<T>
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            Fail(ref reader, "a number");
        }

        if (!T.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) || !T.IsFinite(value))
        {
            FailValue(ref reader, "a number in the range of its type");
        }

        return value;
    }
}
