using System.Diagnostics.CodeAnalysis;

namespace Claude.Aot;

/// <content>Short ways to make one.</content>
public sealed partial class TextBlock
{
    /// <summary>Creates a block of text.</summary>
    [SetsRequiredMembers]
    public TextBlock(string text) => Text = text;
}
