using Claude.Aot.Folding;
using Claude.Aot.Model;

namespace Claude.Aot;

/// <content>Hand-written members that read the fold.</content>
/// <example>
/// <code>
/// await foreach (StreamEvent e in stream)
///     Console.WriteLine($"{stream.Snapshot.Content.Count} blocks, {stream.Snapshot.Usage.OutputTokens} tokens");
/// Message soFar = stream.Snapshot.ToMessage();
/// </code>
/// </example>
public readonly partial struct MessageView
{
    /// <summary>Gets the content blocks so far.</summary>
    public BlockViewList Content => new(_source);

    /// <summary>
    /// Returns the id, the model, the number of blocks and the stop reason; empty before the first event. It never contains any content.
    /// </summary>
    public override string ToString() =>
        IsPresent ? $"{Id} ({Model}): {Content.Count} blocks; {(StopReason.Kind == StopReasonKind.None ? "not stopped" : StopReason)}" : "";

    /// <summary>Creates a copy of the message so far, which stays valid.</summary>
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
