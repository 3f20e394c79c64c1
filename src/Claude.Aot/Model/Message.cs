namespace Claude.Aot;

/// <content>Short ways to read one.</content>
public sealed partial class Message
{
    /// <summary>The text of all text blocks, joined without anything between them; empty where there is none.</summary>
    public string Text => string.Concat(Content.OfType<TextBlock>().Select(block => block.Text));
}
