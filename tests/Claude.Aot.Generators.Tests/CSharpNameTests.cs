namespace Claude.Aot.Generators.Tests;

public class CSharpNameTests
{
    [Theory]
    [InlineData("content_block_delta", "ContentBlockDelta")]
    [InlineData("id", "Id")]
    [InlineData("ephemeral_5m_input_tokens", "Ephemeral5mInputTokens")]
    [InlineData("bash_20250124", "Bash20250124")]
    [InlineData("application/pdf", "ApplicationPdf")]
    [InlineData("AlreadyPascal", "AlreadyPascal")]
    public void ToPascal_WireName_StaysRecognisable(string wireName, string name) => Assert.Equal(name, CSharpName.ToPascal(wireName));

    [Theory]
    [InlineData("Name", true)]
    [InlineData("Name_2", true)]
    [InlineData("2Name", false)]
    [InlineData("Größe", false)]
    [InlineData("", false)]
    public void IsName_AnyText_SaysWhetherItIsOne(string text, bool expected) => Assert.Equal(expected, CSharpName.IsName(text));
}
