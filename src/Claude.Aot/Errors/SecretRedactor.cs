using System.Net.Http.Headers;
using System.Text;

namespace Claude.Aot.Errors;

/// <summary>
/// Redacts the secrets of a request in text that comes from a server or from .NET. It finds complete and partial secrets, in any letter case and in Base64. It
/// also redacts the user and the password in an address. Created only after a failure.
/// </summary>
internal sealed class SecretRedactor
{
    private const string Redacted = "[redacted]";

    // A shorter value is not a secret, and redacting it would damage ordinary words. Any part of a secret with at least this many characters is redacted too.
    private const int MinLength = 8;

    // Gateways use headers of their own for credentials, so every header whose name contains one of these words is treated as secret.
    private static readonly string[] s_words = ["auth", "cookie", "credential", "key", "password", "secret", "token"];

    private readonly List<string> _secrets = [];

    // The forms of each secret whose parts are redacted.
    private readonly List<string> _forms = [];

    /// <summary>Collects the secrets of a request.</summary>
    /// <param name="request">The request, with its headers and its address.</param>
    public SecretRedactor(HttpRequestMessage request)
    {
        foreach ((string name, HeaderStringValues values) in request.Headers.NonValidated)
        {
            if (SoundsSecret(name))
            {
                Add(values.ToString());
            }
        }

        foreach (string parameter in (request.RequestUri?.Query ?? "").Split('?', '&'))
        {
            int nameLength = Math.Max(parameter.IndexOf('=', StringComparison.Ordinal), 0);
            if (SoundsSecret(parameter.AsSpan(0, nameLength)))
            {
                AddSecret(parameter[(nameLength + 1)..]);
                AddSecret(Uri.UnescapeDataString(parameter[(nameLength + 1)..]));
            }
        }

        // Longest first, because one secret may be a part of another.
        _secrets.Sort(static (one, other) => other.Length - one.Length);
    }

    /// <summary>Replaces each secret in a text.</summary>
    public string Redact(string text)
    {
        foreach (string secret in _secrets)
        {
            text = text.Replace(secret, Redacted, StringComparison.OrdinalIgnoreCase);
        }

        return RedactUserInfo(RedactRuns(text));
    }

    /// <summary>Replaces each secret in a sequence of bytes. Secrets consist of ASCII characters only.</summary>
    public ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> bytes)
    {
        string text = Encoding.Latin1.GetString(bytes.Span);
        string redacted = Redact(text);
        return ReferenceEquals(redacted, text) ? bytes : Encoding.Latin1.GetBytes(redacted);
    }

    /// <summary>Returns the exception itself if it contains no secret, otherwise an equivalent exception with redacted messages.</summary>
    public Exception Redact(Exception e)
    {
        string shown = e.ToString();
        if (ReferenceEquals(Redact(shown), shown))
        {
            return e;
        }

        string message = Redact(e.Message);
        Exception? inner = e.InnerException is null ? null : Redact(e.InnerException);
        return e is HttpRequestException http
            ? new HttpRequestException(http.HttpRequestError, message, inner, http.StatusCode)
            : new IOException(message, inner);
    }

    private static bool SoundsSecret(ReadOnlySpan<char> name)
    {
        foreach (string word in s_words)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Adds a header's whole value, and the secret in each of its parts: the text after a scheme (<c>Bearer x</c>), or after the name of a cookie
    /// (<c>a=x; b=y</c>).
    /// </summary>
    private void Add(string value)
    {
        AddWhole(value);
        foreach (string part in value.Split(';', StringSplitOptions.TrimEntries))
        {
            AddSecret(part[(part.AsSpan().IndexOfAny(' ', '=') + 1)..]);
        }

        const string Basic = "Basic ";
        Span<byte> decoded = new byte[value.Length];
        if (value.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64String(value[Basic.Length..], decoded, out int length))
        {
            foreach (string part in Encoding.Latin1.GetString(decoded[..length]).Split(':', 2))
            {
                AddSecret(part);
            }
        }
    }

    private void AddWhole(string secret)
    {
        if (secret.Length >= MinLength && !_secrets.Contains(secret))
        {
            _secrets.Add(secret);
            // .NET reports an invalid chunk size in this form.
            _secrets.Add(BitConverter.ToString(Encoding.Latin1.GetBytes(secret)));
        }
    }

    private void AddSecret(string secret)
    {
        AddWhole(secret);
        if (secret.Length < MinLength)
        {
            return;
        }

        _forms.Add(secret);

        // The Base64 of a text that contains the secret depends on the offset of the secret within a group of three bytes. Its first and last characters also
        // depend on the bytes next to it.
        for (int offset = 0; offset < 3; offset++)
        {
            string encoded = Convert.ToBase64String(Encoding.Latin1.GetBytes(new string('\0', offset) + secret)).TrimEnd('=');
            string own = offset == 0 ? encoded[..^1] : encoded[(offset + 1)..^1];
            _forms.Add(own);
            if (own.AsSpan().ContainsAny('+', '/'))
            {
                _forms.Add(own.Replace('+', '-').Replace('/', '_'));
            }
        }
    }

    private bool IsRun(ReadOnlySpan<char> text)
    {
        foreach (string form in _forms)
        {
            if (form.AsSpan().IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Replaces every part of the text that consists of parts of a secret.</summary>
    private string RedactRuns(string text)
    {
        StringBuilder? result = null;
        int kept = 0;
        int position = 0;
        while (position + MinLength <= text.Length)
        {
            if (!IsRun(text.AsSpan(position, MinLength)))
            {
                position++;
                continue;
            }

            int end = position + MinLength;
            while (end < text.Length && IsRun(text.AsSpan(end - MinLength + 1, MinLength)))
            {
                end++;
            }

            result ??= new StringBuilder();
            result.Append(text, kept, position - kept).Append(Redacted);
            kept = position = end;
        }

        return result is null ? text : result.Append(text, kept, text.Length - kept).ToString();
    }

    /// <summary>Replaces the text between <c>://</c> and <c>@</c>, because .NET quotes the address of a proxy with its user and password.</summary>
    private static string RedactUserInfo(string text)
    {
        const string Start = "://";
        StringBuilder? result = null;
        int kept = 0;
        int position = 0;
        while (text.IndexOf(Start, position, StringComparison.Ordinal) is >= 0 and var found)
        {
            position = found + Start.Length;
            int end = position;
            while (end < text.Length && text[end] is not ('/' or '?' or '#' or '\'' or '"' or '<' or '>' or <= ' '))
            {
                end++;
            }

            ReadOnlySpan<char> authority = text.AsSpan(position, end - position);
            int userInfo = authority.LastIndexOf('@');
            if (userInfo > 0 && !authority[..userInfo].SequenceEqual(Redacted))
            {
                result ??= new StringBuilder();
                result.Append(text, kept, position - kept).Append(Redacted);
                kept = position + userInfo;
            }
        }

        return result is null ? text : result.Append(text, kept, text.Length - kept).ToString();
    }
}
