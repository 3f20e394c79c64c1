using System.Text;
using System.Text.RegularExpressions;

namespace Claude.Aot.Testing;

/// <summary>Replaces secrets and ids of accounts in the body of a response.</summary>
internal sealed partial class RecordingRedactor
{
    private readonly string[] _secrets;

    public RecordingRedactor(HttpRequestMessage request) => _secrets =
    [
        .. from header in request.Headers
           where header.Key.Equals("x-api-key", StringComparison.OrdinalIgnoreCase) || header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
           from value in header.Value
           select value.Split(' ')[^1] into secret
           where secret.Length > 0
           select secret,
    ];

    public byte[] Redact(byte[] body)
    {
        // Latin-1 maps each byte to one character, so that all other bytes stay as they are. Keys and ids are ASCII.
        string text = Encoding.Latin1.GetString(body);
        foreach (string secret in _secrets)
        {
            text = text.Replace(secret, "redacted", StringComparison.Ordinal);
        }

        return Encoding.Latin1.GetBytes(Ids().Replace(text, "${member}\"redacted\""));
    }

    [GeneratedRegex("(?<member>\"(request_id|organization_id|organization_uuid)\"\\s*:\\s*)\"[^\"\\\\]*\"")]
    private static partial Regex Ids();
}
