using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Claude.Aot.Errors;
using Claude.Aot.Json;

namespace Claude.Aot.Http;

/// <summary>Parses the body of an error, if it contains one: either JSON, or an event stream with an error in it.</summary>
internal static class ErrorBody
{
    private const int MaxDepth = 64;

    public static bool TryRead(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out ApiErrorDetails? details)
    {
        details = TryParse(body, out RawJson json) ? FromJson(json) : FromEvents(body);
        details = details is null ? null : details with { RawBody = body };
        return details is not null;
    }

    private static ApiErrorDetails? FromJson(RawJson json) =>
        json.ValueKind is JsonValueKind.Object or JsonValueKind.Array && IsError(json) ? ApiErrorDetails.FromJson(json) : null;

    private static bool IsError(RawJson json) => json.StringOf("type"u8) == "error" || ErrorReason.IsError(json);

    /// <summary>Parses the first event whose data is an error.</summary>
    private static ApiErrorDetails? FromEvents(ReadOnlyMemory<byte> body)
    {
        ReadOnlySpan<byte> field = "data:"u8;
        while (!body.IsEmpty)
        {
            int end = body.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Span.StartsWith(field) && TryParse(line[field.Length..], out RawJson json) && FromJson(json) is { } details)
            {
                return details;
            }
        }

        return null;
    }

    private static bool TryParse(ReadOnlyMemory<byte> utf8, out RawJson json)
    {
        json = default;
        var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            int end = (int)reader.BytesConsumed;
            reader.Read();
            json = new RawJson(utf8[start..end]);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
