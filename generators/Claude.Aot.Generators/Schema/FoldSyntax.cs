namespace Claude.Aot.Generators;

/// <summary>The two forms of <c>x-fold</c>: a word, or an object that names the target as well.</summary>
internal static class FoldSyntax
{
    private const string How = "how";
    private const string Into = "into";

    // In the order of FoldKind.
    private static readonly string[] s_words = ["append", "set", "replace-if-present", "list-append", "json-append", "merge"];

    public static FoldKind[] All { get; } =
        [FoldKind.Append, FoldKind.Set, FoldKind.ReplaceIfPresent, FoldKind.ListAppend, FoldKind.JsonAppend, FoldKind.Merge];

    public static string WordOf(FoldKind kind) => s_words[(int)kind];

    public static FoldDraft? Parse(ParseContext context, JsonMember member, string sameName, FoldKind[] allowed)
    {
        JsonNode node = member.Value;
        JsonNode how = node.FindValue(How) ?? node;
        JsonNode? into = node.FindValue(Into);
        if (node.Members.FirstOrDefault(part => part.Name is not (How or Into)) is { } unknown)
        {
            context.Report(Diagnostics.BadFold, unknown.Mark, $"x-fold has no '{unknown.Name}'; it has '{How}' and '{Into}'");
            return null;
        }

        if (how.Kind != JsonNodeKind.String || into is { Kind: not JsonNodeKind.String })
        {
            context.Report(Diagnostics.BadFold, node.Mark, $"x-fold is a word, or an object with the strings '{How}' and '{Into}'");
            return null;
        }

        int word = Array.IndexOf(s_words, how.Text);
        if (word < 0 || !allowed.Contains((FoldKind)word))
        {
            string words = string.Join(", ", allowed.Select(WordOf));
            context.Report(Diagnostics.BadFold, how.Mark, $"'{how.Text}' is no way of folding here; there are {words}");
            return null;
        }

        return new FoldDraft((FoldKind)word, into?.Text ?? sameName, (into ?? how).Mark);
    }
}
