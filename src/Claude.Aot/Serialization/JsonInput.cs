using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Serialization;

/// <summary>
/// Reads JSON into the types of an app; used by generated code. Each method reads the token at which the reader stands and leaves the reader at the end of the
/// value. The reader must contain the complete JSON. If a token does not fit, a method throws a <see cref="JsonException"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class JsonInput
{
    /// <summary>Creates a reader that stands at the first token.</summary>
    /// <exception cref="JsonException">The JSON is not valid.</exception>
    public static Utf8JsonReader Start(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json);
        reader.Read();
        return reader;
    }

    /// <summary>Verifies that the value is an object.</summary>
    /// <exception cref="JsonException">It is not an object.</exception>
    public static void BeginObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Fail(ref reader, "an object");
        }
    }

    /// <summary>Advances to the next member's name.</summary>
    /// <returns>False at the end of the object.</returns>
    /// <exception cref="JsonException">The JSON is not valid.</exception>
    public static bool ReadName(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Advances to the next element.</summary>
    /// <returns>False at the end of the array.</returns>
    /// <exception cref="JsonException">The JSON is not valid.</exception>
    public static bool ReadElement(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Counts the elements of an array. The reader stays at its beginning.</summary>
    /// <exception cref="JsonException">The value is not an array.</exception>
    public static int CountElements(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Fail(ref reader, "an array");
        }

        Utf8JsonReader ahead = reader;
        int count = 0;
        for (; ReadElement(ref ahead); count++)
        {
            ahead.Skip();
        }

        return count;
    }

    /// <summary>Counts the members of an object. The reader stays at its beginning.</summary>
    /// <exception cref="JsonException">The value is not an object.</exception>
    public static int CountMembers(ref Utf8JsonReader reader)
    {
        BeginObject(ref reader);
        Utf8JsonReader ahead = reader;
        int count = 0;
        for (; ReadName(ref ahead); count++)
        {
            ahead.Skip();
        }

        return count;
    }

    /// <summary>Creates an array that has as many elements as the JSON array. The reader stays at its beginning.</summary>
    /// <exception cref="JsonException">The value is not an array.</exception>
    public static T[] CreateArray<T>(ref Utf8JsonReader reader) => CountElements(ref reader) is var count and > 0 ? new T[count] : [];

    /// <summary>Advances a reader from the beginning of an object to the value of a member.</summary>
    /// <exception cref="JsonException">The value is not an object, or has no such member.</exception>
    public static void FindMember(ref Utf8JsonReader reader, string name)
    {
        BeginObject(ref reader);
        Utf8JsonReader start = reader;
        while (ReadName(ref reader))
        {
            bool isFound = reader.ValueTextEquals(name);
            reader.Read();
            if (isFound)
            {
                return;
            }

            reader.Skip();
        }

        ThrowMissing(ref start, name);
    }

    /// <summary>Returns whether the value is a given string.</summary>
    public static bool IsText(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8Text) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(utf8Text);

    /// <summary>Returns whether the value is a given integer.</summary>
    public static bool IsInteger(ref Utf8JsonReader reader, long value) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number) && number == value;

    /// <summary>Throws because the value is of another kind than expected.</summary>
    /// <exception cref="JsonException">Always.</exception>
    [DoesNotReturn]
    public static void Fail(ref Utf8JsonReader reader, string expected) =>
        throw new JsonBindingError($"expected {expected}, found {Kind(reader.TokenType, "a", "an")}.", reader.TokenStartIndex);

    /// <summary>Throws because the value is of the right kind, but not one of the allowed values.</summary>
    /// <exception cref="JsonException">Always.</exception>
    [DoesNotReturn]
    public static void FailValue(ref Utf8JsonReader reader, string expected) =>
        throw new JsonBindingError($"expected {expected}, found {Kind(reader.TokenType, "another", "another")}.", reader.TokenStartIndex);

    /// <summary>Throws because the object has no member of a given name.</summary>
    /// <exception cref="JsonException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowMissing(ref Utf8JsonReader reader, string name) =>
        throw new JsonBindingError($"the required property '{name}' is missing.", reader.TokenStartIndex);

    /// <summary>Throws because the object must not have the member at whose name the reader stands.</summary>
    /// <exception cref="JsonException">Always.</exception>
    [DoesNotReturn]
    public static void ThrowUnknown(ref Utf8JsonReader reader) => throw new JsonBindingError("the schema has no such property.", reader.TokenStartIndex);

    /// <summary>Returns the text of a string or of a name. An unpaired surrogate becomes U+FFFD.</summary>
    internal static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return JsonText.GetString(reader.ValueSpan, reader.ValueIsEscaped);
        }
    }

    private static string Kind(JsonTokenType type, string article, string vowelArticle) => type switch
    {
        JsonTokenType.String => $"{article} string",
        JsonTokenType.Number => $"{article} number",
        JsonTokenType.True or JsonTokenType.False => $"{article} Boolean",
        JsonTokenType.StartArray or JsonTokenType.EndArray => $"{vowelArticle} array",
        JsonTokenType.StartObject or JsonTokenType.EndObject => $"{vowelArticle} object",
        _ => "null",
    };
}
