using System.Text;

namespace Claude.Aot.Generators;

/// <summary>From wire names to C# names.</summary>
internal static class CSharpName
{
    /// <summary><c>input_json_delta</c> becomes <c>InputJsonDelta</c>; capitals stay.</summary>
    public static string ToPascal(string wireName)
    {
        var name = new StringBuilder(wireName.Length);
        bool startsWord = true;
        foreach (char character in wireName)
        {
            if (IsLetterOrDigit(character))
            {
                name.Append(startsWord ? char.ToUpperInvariant(character) : character);
                startsWord = false;
            }
            else
            {
                startsWord = true;
            }
        }

        return name.ToString();
    }

    public static bool IsName(string name) =>
        name.Length > 0 && IsLetterOrDigit(name[0]) && !IsDigit(name[0]) && name.All(character => character == '_' || IsLetterOrDigit(character));

    public static bool IsNamespace(string name) => name.Split('.').All(IsName);

    // Names are ASCII, so that they mean the same to every reader and every font.
    private static bool IsLetterOrDigit(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') || IsDigit(character);

    private static bool IsDigit(char character) => character is >= '0' and <= '9';
}
