using System.Diagnostics.CodeAnalysis;

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

    /// <summary>A message of the model is its turn: every block goes back as it came, signatures included.</summary>
    /// <remarks>See <see cref="FromMessage"/> for tool calls that were cut.</remarks>
    public static implicit operator InputMessage(Message message) => FromMessage(message);

    /// <summary>Makes a turn of the user.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static InputMessage FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new InputMessage(Role.User, text);
    }

    /// <summary>Makes the model's turn of a message that it sent: every block goes back as it came.</summary>
    /// <remarks>
    /// A tool call whose <see cref="ToolInput.State"/> is not <see cref="ToolInputState.Valid"/> goes back with the input <c>{}</c>, as if the model had said that. Look at the state of
    /// a message that was cut (by <c>max_tokens</c>, too), or use <see cref="MessageRequest.ContinueFrom"/>, which leaves such a call out.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    public static InputMessage FromMessage(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new InputMessage(Role.Assistant, new BlockContent(message.Content));
    }
}
