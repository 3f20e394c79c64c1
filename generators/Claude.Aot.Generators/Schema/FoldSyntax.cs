namespace Claude.Aot.Generators;

/// <summary>A parser for the two forms of <c>x-fold</c>: a word, or an object that also names the source and the target.</summary>
internal static class FoldSyntax
{
    private const string How = "how";
    private const string From = "from";
    private const string Into = "into";

    // The order must be that of FoldKind.
    private static readonly string[] s_words = ["append", "set", "replace-if-present", "replace-if-not-empty", "list-append", "json-append", "merge"];

    public static string WordOf(FoldKind kind) => s_words[(int)kind];

    public static FoldDraft? Parse(ParseContext context, JsonMember member, string sameName, FoldPlace place)
    {
        JsonNode node = member.Value;
        JsonNode how = node.FindValue(How) ?? node;
        JsonNode? from = node.FindValue(From);
        JsonNode? into = node.FindValue(Into);
        string[] parts = place.HasFrom ? [How, From, Into] : [How, Into];
        if (node.Members.FirstOrDefault(part => !parts.Contains(part.Name)) is { } unknown)
        {
            context.Report(Diagnostics.BadFold, unknown.Mark, $"x-fold has no '{unknown.Name}' here; it has {Join(parts)}");
            return null;
        }

        if (how.Kind != JsonNodeKind.String || from is { Kind: not JsonNodeKind.String } || into is { Kind: not JsonNodeKind.String })
        {
            context.Report(Diagnostics.BadFold, node.Mark, $"x-fold is a word, or an object with the strings {Join(parts)}");
            return null;
        }

        int word = Array.IndexOf(s_words, how.Text);
        if (word < 0 || !place.Kinds.Contains((FoldKind)word))
        {
            string words = string.Join(", ", place.Kinds.Select(WordOf));
            context.Report(Diagnostics.BadFold, how.Mark, $"'{how.Text}' is no way of folding here; there are {words}");
            return null;
        }

        return new FoldDraft((FoldKind)word, from, into?.Text ?? from?.Text ?? sameName, (into ?? from ?? how).Mark);
    }

    private static string Join(string[] parts) =>
        string.Join(", ", parts.Take(parts.Length - 1).Select(part => $"'{part}'")) + $" and '{parts[parts.Length - 1]}'";
}
