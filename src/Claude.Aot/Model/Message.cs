using Claude.Aot.Model;

namespace Claude.Aot;

/// <content>Hand-written members: the message's text, and its conversion to an assistant turn.</content>
public sealed partial class Message
{
    /// <summary>The concatenated text of all text blocks, without separators; empty if there are no text blocks.</summary>
    public string Text => string.Concat(Content.OfType<TextBlock>().Select(block => block.Text));

    /// <summary>
    /// Returns the id, the model, the kinds of the blocks and the stop reason, for example <c>msg_1 (claude-opus-5-5): text, tool_use; tool_use</c>. It never
    /// contains any content.
    /// </summary>
    public override string ToString() =>
        $"{Id} ({Model}): {ContentBlock.KindsOf(Content)}; {(StopReason.Kind == StopReasonKind.None ? "not stopped" : StopReason)}";

    /// <summary>
    /// Creates an assistant turn from this message, to be added to a conversation. Every block is sent back byte for byte as received, except for content that
    /// the API is known to reject. <see cref="InputMessage.Changes"/> lists the blocks that were removed or changed. This method also works for an interrupted
    /// message (<see cref="ClaudeException.Partial"/>).
    /// </summary>
    /// <remarks>
    /// <para>
    /// The following blocks are removed: text that is empty or only whitespace, thinking that has no signature or contains undecodable text, thinking at the
    /// end of the turn, incomplete blocks, tool calls with incomplete input, and calls of server tools without their result (unless the turn was paused:
    /// <see cref="StopReason.PauseTurn"/>; or the model also called a client tool: the API then runs the server tool when it gets the results of the
    /// client tools). A tool call without input gets the input <c>{}</c>. If no block remains, a short text replaces the content.
    /// </para>
    /// <para>
    /// A complete tool call is kept, because the next turn is expected to hold its result. If the next turn does not, a result is added when the request is
    /// sent: an error which says that the call was not run. Results of removed calls are removed as well.
    /// </para>
    /// </remarks>
    /// <seealso cref="ToVerbatimTurn"/>
    public InputMessage ToTurn() => new TurnBuilder(this, keepsCutCalls: false).Build();

    /// <summary>
    /// Creates an assistant turn from this message with every block as received, even if the API may reject it. A tool input that is not valid JSON is sent as
    /// <c>{}</c>.
    /// </summary>
    /// <seealso cref="ToTurn"/>
    public InputMessage ToVerbatimTurn() => new(Claude.Aot.Role.Assistant, new BlockContent(Content));
}
