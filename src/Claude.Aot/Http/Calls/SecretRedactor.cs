using System.Net.Http.Headers;
using System.Text;

namespace Claude.Aot;

/// <summary>Takes out of what a server said the secrets that the request had told it. Made only where something has gone wrong.</summary>
internal sealed class SecretRedactor
{
    private const string Redacted = "[redacted]";

    // What is shorter is no secret, and would tear holes into ordinary words.
    private const int MinLength = 8;

    // Gateways have headers of their own for it: any that sounds like one counts.
    private static readonly string[] s_words = ["auth", "cookie", "credential", "key", "password", "secret", "token"];

    private readonly List<string> _secrets = [];

    /// <param name="sent">The headers of the request.</param>
    public SecretRedactor(HttpRequestHeaders sent)
    {
        foreach ((string name, HeaderStringValues values) in sent.NonValidated)
        {
            if (SoundsSecret(name))
            {
                Add(values.ToString());
            }
        }

        // One may be a part of another.
        _secrets.Sort(static (one, other) => other.Length - one.Length);
    }

    /// <summary>The text with a mark in the place of each secret.</summary>
    public string Redact(string text)
    {
        foreach (string secret in _secrets)
        {
            text = text.Replace(secret, Redacted, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The bytes with a mark in the place of each secret. No secret has other characters than those of ASCII.</summary>
    public ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> bytes)
    {
        string text = Encoding.Latin1.GetString(bytes.Span);
        string redacted = Redact(text);
        return ReferenceEquals(redacted, text) ? bytes : Encoding.Latin1.GetBytes(redacted);
    }

    /// <summary>The exception itself where it tells no secret, else one that says the same without.</summary>
    public Exception Redact(Exception e)
    {
        if (!_secrets.Exists(e.ToString().Contains))
        {
            return e;
        }

        string message = Redact(e.Message);
        Exception? inner = e.InnerException is null ? null : Redact(e.InnerException);
        return e is HttpRequestException http ? new HttpRequestException(http.HttpRequestError, message, inner) : new IOException(message, inner);
    }

    private static bool SoundsSecret(string header)
    {
        foreach (string word in s_words)
        {
            if (header.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a header's value whole, and the secret in each of its parts: what follows a scheme (<c>Bearer x</c>), or the name of a cookie (<c>a=x; b=y</c>).</summary>
    private void Add(string value)
    {
        AddSecret(value);
        foreach (string part in value.Split(';', StringSplitOptions.TrimEntries))
        {
            AddSecret(part[(part.AsSpan().IndexOfAny(' ', '=') + 1)..]);
        }
    }

    private void AddSecret(string secret)
    {
        if (secret.Length >= MinLength && !_secrets.Contains(secret))
        {
            _secrets.Add(secret);
            // .NET writes a chunk's size that is none in this form.
            _secrets.Add(BitConverter.ToString(Encoding.Latin1.GetBytes(secret)));
        }
    }
}
