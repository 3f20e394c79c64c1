namespace Claude.Aot.Generators.Tests;

public class MessagesSnapshotTests
{
    [Fact]
    public void Messages_ThreeTypes_AreAsTheyWere() => Snapshot.Verify(
        GeneratorHost.Run(SchemaMetadata.Package(), SchemaFile.Messages()), ["Messages.Usage.g.cs", "Messages.ToolUseBlock.g.cs", "Messages.Delta.g.cs"]);
}
