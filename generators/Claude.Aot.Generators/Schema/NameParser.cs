using System.Text;

namespace Claude.Aot.Generators;

/// <summary>A parser for the C# names of definitions, properties and enum values, which can have an <c>x-name</c>.</summary>
internal static class NameParser
{
    /// <param name="context">The context that receives the diagnostics.</param>
    /// <param name="node">The definition, property or enum value.</param>
    /// <param name="wireName">The wire name, which is converted to a C# name if there is no <c>x-name</c>.</param>
    /// <param name="location">The position at which a wire name without a valid C# name is reported.</param>
    public static string Parse(ParseContext context, JsonNode node, string wireName, SourceLocation location)
    {
        JsonMember? given = node.Find(Keywords.Name);
        JsonMember? reason = node.Find(Keywords.NameReason);
        if (given is null)
        {
            if (reason is not null)
            {
                context.Report(Diagnostics.Misplaced, reason.Location, Keywords.NameReason, "a schema that has an x-name");
            }

            return Check(context, CSharpName.ToPascal(wireName), wireName, location);
        }

        if (!IsText(reason?.Value))
        {
            context.Report(Diagnostics.NameWithoutReason, given.Location, given.Value.Text);
        }

        return Check(context, given.Value.Text, given.Value.Text, given.Value.Location);
    }

    private static string Check(ParseContext context, string name, string shown, SourceLocation location)
    {
        if (!CSharpName.IsName(name))
        {
            context.Report(Diagnostics.BadName, location, shown);
        }

        return name;
    }

    private static bool IsText(JsonNode? node) => node is { Kind: JsonNodeKind.String, Text.Length: > 0 };
}

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
