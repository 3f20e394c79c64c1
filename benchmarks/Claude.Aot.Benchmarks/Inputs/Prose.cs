using System.Text;

namespace Claude.Aot.Benchmarks;

/// <summary>Creates words in a random order from a seed. The same seed gives the same words on every machine.</summary>
internal sealed class Prose(int seed)
{
    private static readonly string[] s_words =
    [
        "the", "a", "of", "in", "and", "to", "stream", "answer", "river", "because", "water", "seven", "under", "morning", "light", "however", "people", "think",
        "about", "language", "model", "every", "token", "which", "arrives", "slowly", "then", "all", "at", "once", "mountain", "between", "question", "simple",
    ];

    private static readonly string[] s_foreignWords = ["café", "naïve", "—", "“yes”", "東京", "🙂", "Zürich"];

    private readonly Random _random = new(seed);

    /// <summary>Creates ASCII words, each after a space, with about a given number of bytes in total.</summary>
    public string Words(int length)
    {
        var text = new StringBuilder();
        while (text.Length < length - 3)
        {
            text.Append(' ').Append(Pick(s_words));
        }

        return text.ToString();
    }

    /// <summary>Creates words that sometimes include a word with non-ASCII characters or a line break, as often as in recorded responses.</summary>
    public string Sentence(int length) => _random.Next(100) switch
    {
        < 3 => $"{Words(length - 6)} {Pick(s_foreignWords)}",
        < 6 => $".\n\n{Words(length - 3)}",
        < 7 => $" \"{Words(length - 2)}\"",
        _ => Words(length),
    };

    /// <summary>Creates letters and digits like those in signatures and ids.</summary>
    public string Base64(int bytes)
    {
        byte[] random = new byte[bytes];
        _random.NextBytes(random);
        return Convert.ToBase64String(random);
    }

    private string Pick(string[] words) => words[_random.Next(words.Length)];
}
