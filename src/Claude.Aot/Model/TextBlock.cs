using System.Diagnostics.CodeAnalysis;

namespace Claude.Aot;

/// <content>Hand-written member: convenience constructor.</content>
public sealed partial class TextBlock
{
    /// <summary>Creates a text block.</summary>
    [SetsRequiredMembers]
    public TextBlock(string text) => Text = text;
}
