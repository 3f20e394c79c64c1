namespace Claude.Aot.Generators.Tests;

public class FoldMistakeTests
{
    [Theory]
    [InlineData("«\"add\"»", "'add' is no way of folding here; there are append, set, replace-if-present, list-append, json-append, merge")]
    [InlineData("«1»", "x-fold is a word, or an object with the strings 'how' and 'into'")]
    [InlineData("""{ "how": "append", «"to"»: "text" }""", "x-fold has no 'to'; it has 'how' and 'into'")]
    public void Claude020_BadFold_SaysWhatThereIs(string fold, string message) => Reports("CLAUDE020", message, String(fold));

    [Fact]
    public void Claude021_FoldIntoNothing_IsReportedAtTheTarget() => Reports(
        "CLAUDE021", "There is no member 'words' in any block to fold into", String("""{ "how": "append", "into": «"words"» }"""));

    [Theory]
    [InlineData("append", "links", "both must be strings")]
    [InlineData("json-append", "text", "a string of JSON folds into any JSON")]
    [InlineData("list-append", "text", "an element folds into an array of its type")]
    [InlineData("set", "links", "both must be of one type")]
    [InlineData("merge", "input", "both must be objects")]
    public void Claude022_FoldOfUnfitTypes_IsReportedAtTheTarget(string how, string into, string reason) => Reports(
        "CLAUDE022", $"'{how}' cannot fold 'piece' into '{into}': {reason}", String($$"""{ "how": "{{how}}", "into": «"{{into}}"» }"""));

    [Fact]
    public void Claude023_TwoAppendedMembers_IsReportedAtTheSecond() => Reports(
        "CLAUDE023",
        "A delta appends one member only, and 'piece' does already",
        $$"""
        {{String("""{ "how": "append", "into": "text" }""")}},
              "text": { "type": "string", "x-fold": «"append"», "description": "The same again." }
        """);

    private static string String(string fold) => $$"""      "piece": { "type": "string", "x-fold": {{fold}}, "description": "A piece." }""";

    /// <summary>A schema with one block and one delta, whose members are given.</summary>
    private static void Reports(string id, string message, string members) => SchemaAssert.ReportsIn(
        $$"""
            "Event": { "oneOf": [{ "$ref": "#/$defs/Start" }, { "$ref": "#/$defs/Grew" }], "x-discriminator": "type", "description": "An event." },
            "Start": { "type": "object", "x-role": "block-start", "description": "A block starts.", "properties": {
              "type": { "const": "start" },
              "at": { "type": "integer", "x-role": "index", "description": "Where." },
              "block": { "$ref": "#/$defs/Block", "x-role": "block", "description": "The block." } } },
            "Grew": { "type": "object", "x-role": "block-delta", "description": "A block grows.", "properties": {
              "type": { "const": "grew" },
              "at": { "type": "integer", "x-role": "index", "description": "Where." },
              "delta": { "$ref": "#/$defs/Delta", "x-role": "delta", "description": "What is new." } } },
            "Block": { "oneOf": [{ "$ref": "#/$defs/TextBlock" }], "x-discriminator": "type", "description": "A block." },
            "TextBlock": { "type": "object", "description": "Text.", "properties": {
              "type": { "const": "text" },
              "text": { "type": "string", "description": "The text." },
              "links": { "type": "array", "items": { "type": "string" }, "description": "Links." },
              "input": { "description": "Any JSON." } } },
            "Delta": { "oneOf": [{ "$ref": "#/$defs/PieceDelta" }], "x-discriminator": "type", "description": "A delta." },
            "PieceDelta": { "type": "object", "description": "A piece.", "properties": {
              "type": { "const": "piece" },
        {{members}} } }
        """,
        id,
        message);
}
