namespace Claude.Aot.Generators.Tests;

public class FoldMistakeTests
{
    [Theory]
    [InlineData("«\"add\"»", "x-fold cannot be 'add' here; use one of these: append, set, replace-if-present, replace-if-not-empty, list-append, json-append, merge")]
    [InlineData("«1»", "x-fold must be a string, or an object with the strings 'how' and 'into'")]
    [InlineData("""{ "how": "append", «"to"»: "text" }""", "x-fold cannot have a member 'to' here; use only 'how' and 'into'")]
    [InlineData("""{ "how": "set", «"from"»: "text" }""", "x-fold cannot have a member 'from' here; use only 'how' and 'into'")]
    public void Claude020_BadFold_SaysWhatThereIs(string fold, string message) => Reports("CLAUDE020", message, String(fold));

    [Fact]
    public void Claude021_FoldIntoNothing_IsReportedAtTheTarget() => Reports(
        "CLAUDE021",
        "The fold target 'words' is not a member of any block; set 'into' to an existing member or add this one",
        String("""{ "how": "append", "into": «"words"» }"""));

    [Theory]
    [InlineData("append", "links", "both must be strings")]
    [InlineData("json-append", "text", "the first must be a string and the second must accept any JSON")]
    [InlineData("list-append", "text", "the second must be an array of the first one's type")]
    [InlineData("set", "links", "both must have the same type")]
    [InlineData("replace-if-not-empty", "links", "both must be strings")]
    [InlineData("merge", "input", "both must be objects")]
    public void Claude022_FoldOfUnfitTypes_IsReportedAtTheTarget(string how, string into, string reason) => Reports(
        "CLAUDE022", $"'{how}' cannot fold 'piece' into '{into}': {reason}", String($$"""{ "how": "{{how}}", "into": «"{{into}}"» }"""));

    [Fact]
    public void Claude023_TwoAppendedMembers_IsReportedAtTheSecond() => Reports(
        "CLAUDE023",
        "A delta can append only one member, and it already appends 'piece'; fold one of them in another way or define a second delta",
        $$"""
        {{String("""{ "how": "append", "into": "text" }""")}},
              "text": { "type": "string", "x-fold": «"append"», "description": "The same again." }
        """);

    [Theory]
    [InlineData("«\"append\"»", "x-fold cannot be 'append' here; use one of these: set, replace-if-present")]
    [InlineData("«{»}", "x-fold must be a string, or an object with the strings 'how', 'from' and 'into'")]
    [InlineData("""«{» "how": "set", "from": 1 }""", "x-fold must be a string, or an object with the strings 'how', 'from' and 'into'")]
    public void Claude020_BadFoldOfABlock_SaysWhatThereIs(string fold, string message) => ReportsOfBlock("CLAUDE020", message, fold);

    [Theory]
    [InlineData("""{ "how": "set", "into": «"author"» }""", "author")]
    [InlineData("""{ "how": "set", "from": «"name"» }""", "name")]
    public void Claude021_BlockIntoNothing_IsReportedAtTheTarget(string fold, string target) => ReportsOfBlock(
        "CLAUDE021", $"The fold target '{target}' is not a member of the message; set 'into' to an existing member or add this one", fold);

    [Fact]
    public void Claude022_BlockOfUnfitTypes_IsReportedAtTheTarget() => ReportsOfBlock(
        "CLAUDE022", "'set' cannot fold 'age' into 'writer': both must have the same type", """{ "how": "set", "from": "age", "into": «"writer"» }""");

    [Fact]
    public void Claude030_FromNoMember_IsReportedAtTheSource() => ReportsOfBlock(
        "CLAUDE030",
        "'by' has no member 'nickname' to fold; set 'from' to an existing member or remove it",
        """{ "how": "set", "from": «"nickname"», "into": "writer" }""");

    [Fact]
    public void Claude030_FromAString_IsReportedAtTheSource() => Reports(
        "CLAUDE030",
        "'by' has no member 'name' to fold; set 'from' to an existing member or remove it",
        String("""{ "how": "append", "into": "text" }"""),
        """{ "type": "string", "x-fold": { "how": "set", "from": «"name"», "into": "writer" }, "description": "Who wrote it." }""");

    private static string String(string fold) => $$"""      "piece": { "type": "string", "x-fold": {{fold}}, "description": "A piece." }""";

    private static void ReportsOfBlock(string id, string message, string fold) => Reports(
        id, message, String("""{ "how": "append", "into": "text" }"""), $$"""{ "$ref": "#/$defs/Writer", "x-fold": {{fold}}, "description": "Who wrote it." }""");

    /// <summary>A schema with a message, one block, of which one member is given, and one delta, whose members are given.</summary>
    private static void Reports(string id, string message, string members, string by = """{ "description": "Who wrote it." }""") => SchemaAssert.ReportsIn(
        $$"""
            "Event": { "oneOf": [{ "$ref": "#/$defs/Begin" }, { "$ref": "#/$defs/Start" }, { "$ref": "#/$defs/Grew" }], "x-discriminator": "type", "description": "An event." },
            "Begin": { "type": "object", "x-role": "message-start", "description": "A letter starts.", "properties": {
              "type": { "const": "begin" },
              "letter": { "$ref": "#/$defs/Letter", "x-role": "message", "description": "The letter." } } },
            "Letter": { "type": "object", "description": "A letter.", "properties": { "writer": { "type": "string", "description": "Who writes." } } },
            "Writer": { "type": "object", "description": "A writer.", "properties": {
              "name": { "type": "string", "description": "The name." },
              "age": { "type": "integer", "description": "The age." } } },
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
              "input": { "description": "Any JSON." },
              "by": {{by}} } },
            "Delta": { "oneOf": [{ "$ref": "#/$defs/PieceDelta" }], "x-discriminator": "type", "description": "A delta." },
            "PieceDelta": { "type": "object", "description": "A piece.", "properties": {
              "type": { "const": "piece" },
        {{members}} } }
        """,
        id,
        message);
}
