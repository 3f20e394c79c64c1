using System.Text.Json;
using System.Text.Json.Nodes;

namespace Claude.Aot.Tests.Model;

/// <summary>Turns and tools are made in one line.</summary>
public sealed class ConvenienceTests
{
    private const string Schema = """{"type":"object"}""";

    [Fact]
    public void InputMessage_OfOneBlock_HoldsIt()
    {
        var turn = new InputMessage(Role.User, new TextBlock("Hi"));

        Assert.Equal("""{"role":"user","content":[{"type":"text","text":"Hi"}]}""", turn.ToJson());
    }

    [Fact]
    public void InputMessage_OfBlocksAndText_HoldsAll()
    {
        var turn = new InputMessage(Role.User, [ImageBlock.FromFileId("file_1"), "What is this?"]);

        Assert.Equal("""{"role":"user","content":[{"type":"image","source":{"type":"file","file_id":"file_1"}},{"type":"text","text":"What is this?"}]}""", turn.ToJson());
    }

    [Fact]
    public void InputMessage_Text_IsThatOfAllTextBlocks()
    {
        Assert.Equal("Hi", new InputMessage(Role.User, "Hi").Text);
        Assert.Equal("Hi there", new InputMessage(Role.User, ["Hi ", ImageBlock.FromFileId("file_1"), "there"]).Text);
        Assert.Equal("", new InputMessage(Role.User, ImageBlock.FromFileId("file_1")).Text);
    }

    [Fact]
    public void Tool_OfAnyFormOfSchema_IsTheSame()
    {
        Tool[] tools = [new("t", "d", Schema), new("t", "d", """{"type":"object"}"""u8), new("t", "d", JsonNode.Parse(Schema)!)];

        Assert.All(tools, tool => Assert.Equal(Schema, tool.InputSchema.ToString()));
    }

    [Fact]
    public void Tool_OfBadSchema_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => new Tool("t", null, (string)null!));
        Assert.Throws<ArgumentNullException>(() => new Tool("t", null, (JsonNode)null!));
        Assert.ThrowsAny<JsonException>(() => new Tool("t", null, "{"));
    }
}
