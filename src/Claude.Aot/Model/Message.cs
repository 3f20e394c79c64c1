using Claude.Aot.Model;

namespace Claude.Aot;

/// <content>Short ways to read one.</content>
public sealed partial class Message
{
    /// <summary>The text of all text blocks, joined without anything between them; empty where there is none.</summary>
    public string Text => string.Concat(Content.OfType<TextBlock>().Select(block => block.Text));

    /// <summary>
    /// Makes the model's turn of this message, to be added to a conversation: every block goes back as it came, byte for byte, except for what the API is known to refuse.
    /// <see cref="InputMessage.Changes"/> of the turn says what was left out or completed. Works for a message that broke off (<see cref="ClaudeException.Partial"/>), too.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Left out are blank text, thinking without a signature or with text that could not be decoded, thinking at the end of the turn, blocks and tool inputs that did not come
    /// whole, and calls of server tools without their result (unless the turn was paused: <see cref="StopReason.PauseTurn"/>). A tool call without input gets <c>{}</c>. If nothing
    /// is left, a short text takes its place.
    /// </para>
    /// <para>
    /// A tool call that came whole stays, because its result is expected in the next turn. If the request is sent without it, the missing results are added, as errors that
    /// say that the call was not run; results of calls that were left out are left out as well.
    /// </para>
    /// </remarks>
    /// <seealso cref="ToVerbatimTurn"/>
    public InputMessage ToTurn() => new TurnBuilder(this).Build();

    /// <summary>Makes the model's turn of this message with every block as it came, whatever the API says to it. A tool input that is not valid JSON goes back as <c>{}</c>.</summary>
    /// <seealso cref="ToTurn"/>
    public InputMessage ToVerbatimTurn() => new(Claude.Aot.Role.Assistant, new BlockContent(Content));
}
