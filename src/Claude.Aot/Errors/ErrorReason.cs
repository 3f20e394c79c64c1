using System.Buffers.Text;
using System.Text.Json;

namespace Claude.Aot.Errors;

/// <summary>Finds the reason of an error in any known format: gateways and local servers do not all use the format of the API.</summary>
internal static class ErrorReason
{
    // Known servers nest errors at most like this: an error within an error within an array.
    private const int MaxDepth = 4;

    private const int LeastErrorStatus = 400;
    private const int GreatestStatus = 599;

    /// <summary>Finds the text of the reason; returns null if the JSON has none.</summary>
    /// <param name="json">The error: an object, a string, or an array of these.</param>
    /// <param name="depth">The depth of the error within the body.</param>
    public static string? Find(RawJson json, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            return null;
        }

        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                return json.TryGetString(out string? text) && !string.IsNullOrWhiteSpace(text) ? text : null;
            case JsonValueKind.Array:
                foreach (RawJson element in json.Elements())
                {
                    if (Find(element, depth + 1) is { } reason)
                    {
                        return reason;
                    }
                }

                return null;
            case JsonValueKind.Object:
                return FindInObject(json, depth + 1);
            default:
                return null;
        }
    }

    /// <summary>
    /// Gets the object that describes the error: the value of <c>error</c> if there is one, otherwise the body itself. Of an array, the first element is used.
    /// </summary>
    public static RawJson Describing(RawJson body)
    {
        RawJson first = FirstOf(body);
        return first.TryGetMember("error"u8, out RawJson error) && FirstOf(error) is { ValueKind: JsonValueKind.Object } inner ? inner : first;
    }

    /// <summary>Gets the HTTP status from the body (<c>status</c>, <c>code</c>, <c>status_code</c>, as a number or a string), or null.</summary>
    public static int? StatusOf(RawJson body)
    {
        RawJson first = FirstOf(body);
        first.TryGetMember("base_resp"u8, out RawJson baseResponse);
        return StatusIn(Describing(body)) ?? StatusIn(first) ?? StatusIn(baseResponse);
    }

    /// <summary>Returns whether an object of an unexpected format is an error: it has an <c>error</c> member, an error status, or a reason.</summary>
    public static bool IsError(RawJson json) => StatesError(json) || StatusOf(json) is not null || Find(json) is not null;

    /// <summary>
    /// Returns whether an event without a <c>type</c> is an error. Stricter than <see cref="IsError"/>, because an unknown event may have a <c>message</c>
    /// too.
    /// </summary>
    public static bool IsErrorEvent(RawJson json) =>
        StatesError(json) || ((StatusOf(json) is not null || json.TryGetMember("detail"u8, out _)) && Find(json) is not null);

    /// <summary>Returns whether truncated JSON begins like an error.</summary>
    public static bool BeginsAsError(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data, isFinalBlock: false, default);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
            {
                return false;
            }

            // Compared without unescaping: no server escapes these names.
            ReadOnlySpan<byte> name = reader.ValueSpan;
            if (name.SequenceEqual("error"u8) || name.SequenceEqual("errors"u8) || name.SequenceEqual("base_resp"u8))
            {
                return true;
            }

            bool isText = data[(int)reader.BytesConsumed..].TrimStart(": \t\r\n"u8) is [(byte)'"', ..];
            bool isReason = name.SequenceEqual("message"u8) || name.SequenceEqual("Message"u8) || name.SequenceEqual("detail"u8) || name.SequenceEqual("msg"u8);
            return isText && (isReason || (name.SequenceEqual("type"u8) && reader.Read() && reader.ValueSpan.SequenceEqual("error"u8)));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Returns whether an object contains an <c>error</c>.</summary>
    public static bool StatesError(RawJson json) =>
        (json.TryGetMember("error"u8, out RawJson error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String)
        || HasFailedBaseResponse(json);

    private static bool HasFailedBaseResponse(RawJson json) =>
        json.TryGetMember("base_resp"u8, out RawJson response) && response.TryGetMember("status_code"u8, out RawJson code) && !code.Utf8.SequenceEqual("0"u8);

    private static RawJson FirstOf(RawJson json)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (RawJson element in json.Elements())
            {
                return element;
            }
        }

        return json;
    }

    private static string? FindInObject(RawJson json, int depth)
    {
        json.TryGetMember("error"u8, out RawJson error);
        bool isText = error.ValueKind == JsonValueKind.String;
        if (!isText && Find(error, depth) is { } inner)
        {
            return inner;
        }

        // A string may be only a title, such as "Not Found"; the members next to it are more specific.
        return FindIn(json, "message"u8, depth) ?? FindIn(json, "Message"u8, depth) ?? FindIn(json, "detail"u8, depth) ?? FindIn(json, "msg"u8, depth)
            ?? FindIn(json, "errors"u8, depth) ?? FindIn(json, "status_msg"u8, depth) ?? FindIn(json, "base_resp"u8, depth)
            ?? (isText ? Find(error, depth) : null);
    }

    private static string? FindIn(RawJson json, ReadOnlySpan<byte> name, int depth) => json.TryGetMember(name, out RawJson value) ? Find(value, depth) : null;

    private static int? StatusIn(RawJson json) => NumberIn(json, "status"u8) ?? NumberIn(json, "code"u8) ?? NumberIn(json, "status_code"u8);

    private static int? NumberIn(RawJson json, ReadOnlySpan<byte> name)
    {
        if (!json.TryGetMember(name, out RawJson value))
        {
            return null;
        }

        ReadOnlySpan<byte> digits = value.Utf8.Trim("\""u8);
        bool isNumber = Utf8Parser.TryParse(digits, out int status, out int consumed) && consumed == digits.Length;
        return isNumber && status is >= LeastErrorStatus and <= GreatestStatus ? status : null;
    }
}
