using System.Text;
using Claude.Aot.Errors;

namespace Claude.Aot.Http;

/// <summary>Quotes the start of a body of an unexpected kind, so that the exception shows what was received.</summary>
internal static class BodyQuote
{
    private const int MaxQuoted = 200;

    /// <summary>
    /// Returns a sentence with the start of the body, or an empty string if there is nothing to quote. Exception messages never contain text of the model, so
    /// a body that may contain such text is not quoted.
    /// </summary>
    public static string Of(ReadOnlySpan<byte> body, SecretRedactor redactor)
    {
        BodyKind.IsOpen(body, out ResponseKind? kind);
        if (kind == ResponseKind.EventStream || body.IndexOf("\"content\""u8) >= 0 || body.IndexOf("\"text\""u8) >= 0)
        {
            return "";
        }

        // Redacted before it is cut, because the redactor might not find a secret that was cut.
        string page = redactor.Redact(Encoding.UTF8.GetString(body));
        string start = ApiErrorDetails.Clean(page[..Math.Min(page.Length, MaxQuoted)]).Trim();
        return start.Length == 0 || start.Contains('\uFFFD', StringComparison.Ordinal) ? "" : $" It begins: {start}";
    }
}
