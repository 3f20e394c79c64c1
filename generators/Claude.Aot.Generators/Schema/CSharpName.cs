using System.Text;

namespace Claude.Aot.Generators;

/// <summary>Methods that convert wire names to C# names and validate C# names.</summary>
internal static class CSharpName
{
    /// <summary>Converts a wire name to Pascal case: <c>input_json_delta</c> becomes <c>InputJsonDelta</c>. Capital letters are kept.</summary>
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

    // Names are ASCII only, so that no two names can look the same.
    private static bool IsLetterOrDigit(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') || IsDigit(character);

    private static bool IsDigit(char character) => character is >= '0' and <= '9';
}
