using System.Diagnostics.CodeAnalysis;
using Claude.Aot.Model;

namespace Claude.Aot;

/// <content>Hand-written members: convenience constructor, conversions, and the changes made by <see cref="Message.ToTurn"/>.</content>
public sealed partial class InputMessage
{
    /// <summary>Creates a turn of the conversation.</summary>
    /// <param name="role">The author of the turn.</param>
    /// <param name="content">The content: a string, or blocks.</param>
    [SetsRequiredMembers]
    public InputMessage(Role role, BlockContent content)
    {
        Role = role;
        Content = content;
    }

    /// <summary>Gets the concatenated text of all text blocks, without separators, or the content itself if it is text; empty if there is none.</summary>
    public string Text => Content.Text ?? string.Concat((Content.Blocks ?? []).OfType<TextBlock>().Select(block => block.Text));

    /// <summary>Returns the role and the kinds of the blocks, for example <c>user: text, image</c>. It never contains any content.</summary>
    public override string ToString() => $"{Role}: {(Content.Blocks is { } blocks ? ContentBlock.KindsOf(blocks) : "text")}";

    /// <summary>Converts text to a user turn.</summary>
    public static implicit operator InputMessage(string text) => FromString(text);

    /// <summary>The changes that <see cref="Message.ToTurn"/> made when it created this turn; empty for every other turn. Not sent to the API.</summary>
    public IReadOnlyList<TurnChange> Changes { get; internal init; } = [];

    /// <summary>Adapts the next turn to this one if <see cref="Message.ToTurn"/> created this turn; null for every other turn.</summary>
    internal TurnCompletion? Completion { get; init; }

    /// <summary>Converts a message of the model to an assistant turn with <see cref="Message.ToTurn"/>.</summary>
    public static implicit operator InputMessage(Message message) => FromMessage(message);

    /// <summary>Creates a user turn from text.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static InputMessage FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new InputMessage(Role.User, text);
    }

    /// <summary>Creates an assistant turn from a message of the model with <see cref="Message.ToTurn"/>.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    public static InputMessage FromMessage(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.ToTurn();
    }
}
