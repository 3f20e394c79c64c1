using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Folding;

/// <summary>Changes one name, value or member anywhere in a JSON object, and leaves every other byte as it is.</summary>
internal static class JsonMutator
{
    public const string UnpairedSurrogate = "\"\\ud83d\"";

    private static readonly string[] s_values = ["null", "true", "7", "-0.5e300", "\"text\"", "\"\"", UnpairedSurrogate, "[]", "[1, {\"type\" : \"a\"}]", "{}", "{\"type\":\"text\", \"text\" : {\"a\":[null]}}"];

    public static string Change(string json, Random random)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        List<Token> tokens = Read(bytes);
        Token token = tokens[random.Next(tokens.Count)];
        string text = Encoding.UTF8.GetString(bytes.AsSpan(token.Start, token.Length));
        return Encoding.UTF8.GetString(bytes.AsSpan(0, token.Start)) + Replace(text, token, random) + Encoding.UTF8.GetString(bytes.AsSpan(token.Start + token.Length));
    }

    private static string Replace(string text, Token token, Random random) => random.Next(4) switch
    {
        // A new name, or the same one written otherwise; a value of a type that nobody knows, or of another kind; a member more.
        0 when token.IsName => $"\"{text[1..^1]}_of_tomorrow\"",
        1 when token.IsName && text.Length > 2 && text[1] != '\\' => $"\"\\u{(int)text[1]:x4}{text[2..]}",
        _ when token.IsName => $"\"x_new\": [1, \"é\"] , {text}",
        0 or 1 when token.IsType => "\"of_tomorrow\"",
        _ => s_values[random.Next(s_values.Length)],
    };

    /// <summary>Every name and every value, also those within others.</summary>
    private static List<Token> Read(byte[] json)
    {
        List<Token> tokens = [];
        var reader = new Utf8JsonReader(json);
        reader.Read();
        bool isType = false;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                continue;
            }

            bool isName = reader.TokenType == JsonTokenType.PropertyName;
            int start = (int)reader.TokenStartIndex;
            Utf8JsonReader rest = reader;
            rest.TrySkipValue();
            int end = isName ? start + reader.ValueSpan.Length + 2 : (int)rest.BytesConsumed;
            tokens.Add(new Token(start, end - start, isName, isType));
            isType = isName && reader.ValueTextEquals("type"u8);
        }

        return tokens;
    }

    private static void TrySkipValue(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            reader.Skip();
        }
    }

    private readonly record struct Token(int Start, int Length, bool IsName, bool IsType);
}
