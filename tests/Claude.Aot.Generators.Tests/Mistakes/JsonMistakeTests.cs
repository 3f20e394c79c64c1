namespace Claude.Aot.Generators.Tests;

public class JsonMistakeTests
{
    [Fact]
    public void Claude001_NotJson_IsReportedWhereReadingEnded() => SchemaAssert.Reports(
        "CLAUDE001",
        "The schema is not valid JSON: expected ',', found '\"'",
        """
        {
          "$id": "a" «"»title": "b"
        }
        """);

    [Fact]
    public void Claude001_EmptyFile_IsReportedAtItsStart() => SchemaAssert.Reports(
        "CLAUDE001", "The schema is not valid JSON: expected a value, found the end of the file", "«»");

    [Fact]
    public void Claude005_DuplicateDefinition_IsReportedAtTheSecond() => SchemaAssert.Reports(
        "CLAUDE005",
        "'title' occurs twice in this object; remove one of the two members",
        """
        {
          "title": "a",
          «"title"»: "b",
          "$defs": {}
        }
        """);

    [Fact]
    public void Claude009_NoDefinitions_IsReported() => SchemaAssert.Reports(
        "CLAUDE009", "The schema must be an object whose $defs contains its types", """«{»"title": "a"}""");

    [Fact]
    public void Claude028_NoNamespace_IsReported() => SchemaAssert.Reports(
        "CLAUDE028",
        "'My-App', the value of ClaudeNamespace, is not a valid C# namespace; set a valid Namespace on the ClaudeSchema item",
        """«{»"$defs": {}}""", SchemaMetadata.App("My-App"));
}
