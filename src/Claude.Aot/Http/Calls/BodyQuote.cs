using System.Text;
using Claude.Aot.Errors;

namespace Claude.Aot.Http;

/// <summary>Quotes the start of a body that is not what was asked for, so that an exception says what came instead.</summary>
internal static class BodyQuote
{
    private const int MaxQuoted = 200;

    /// <summary>A sentence with the start of the body, or an empty string if there is nothing to show. Messages never hold text of the model, so what may be an answer is not quoted.</summary>
    public static string Of(ReadOnlySpan<byte> body, SecretRedactor redactor)
    {
        BodyKind.IsOpen(body, out ResponseKind? kind);
        if (kind == ResponseKind.EventStream || body.IndexOf("\"content\""u8) >= 0 || body.IndexOf("\"text\""u8) >= 0)
        {
            return "";
        }

        // Redacted before it is cut: a part of a secret at the cut would be left.
        string page = redactor.Redact(Encoding.UTF8.GetString(body));
        string start = ApiErrorDetails.Clean(page[..Math.Min(page.Length, MaxQuoted)]).Trim();
        return start.Length == 0 || start.Contains('\uFFFD', StringComparison.Ordinal) ? "" : $" It begins: {start}";
    }
}
