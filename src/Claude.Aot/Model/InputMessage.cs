using System.Diagnostics.CodeAnalysis;
using Claude.Aot.Model;

namespace Claude.Aot;

/// <content>Short ways to make one.</content>
public sealed partial class InputMessage
{
    /// <summary>Creates a turn of the conversation.</summary>
    /// <param name="role">Who speaks.</param>
    /// <param name="content">What is said: a string, or blocks.</param>
    [SetsRequiredMembers]
    public InputMessage(Role role, BlockContent content)
    {
        Role = role;
        Content = content;
    }

    /// <summary>Text is a turn of the user.</summary>
    public static implicit operator InputMessage(string text) => FromString(text);

    /// <summary>What <see cref="Message.ToTurn"/> left out or completed when it made this turn; empty for every other turn. It is not sent.</summary>
    public IReadOnlyList<TurnChange> Changes { get; internal init; } = [];

    /// <summary>Lets the next turn fit this one, if <see cref="Message.ToTurn"/> made it; null for every other turn.</summary>
    internal TurnCompletion? Completion { get; init; }

    /// <summary>A message of the model is its turn: <see cref="Message.ToTurn"/>.</summary>
    public static implicit operator InputMessage(Message message) => FromMessage(message);

    /// <summary>Makes a turn of the user.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static InputMessage FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new InputMessage(Role.User, text);
    }

    /// <summary>Makes the model's turn of a message that it sent: <see cref="Message.ToTurn"/>.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    public static InputMessage FromMessage(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.ToTurn();
    }
}
