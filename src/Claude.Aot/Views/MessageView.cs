using Claude.Aot.Folding;
using Claude.Aot.Model;

namespace Claude.Aot;

/// <content>The half that knows the fold.</content>
public readonly partial struct MessageView
{
    /// <summary>The content blocks so far.</summary>
    public BlockViewList Content => new(_source);

    /// <summary>A copy of the message as it stands, which can be kept.</summary>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public Message ToMessage()
    {
        MessageImage? image;
        using (_source.Enter())
        {
            image = (_source.Folded as FoldedMessage)?.ToImage();
        }

        return image?.ToMessage() ?? new Message();
    }
}
