namespace Claude.Aot.Model;

/// <summary>
/// The message of a fold as owned bytes, with what the wire form cannot say about its blocks. It becomes a <see cref="Message"/> only when asked,
/// so that an app which never asks keeps no class of the message in its native binary.
/// </summary>
/// <param name="json">What its events said.</param>
/// <param name="shown">The same with what blocks changed in the message.</param>
/// <param name="blocks">One for each block.</param>
internal sealed class MessageImage(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> shown, BlockImage[] blocks)
{
    public ReadOnlyMemory<byte> Json => json;

    /// <summary>Whether the block at a position came whole.</summary>
    public bool IsComplete(int position) => blocks[position].IsComplete;

    public Message ToMessage()
    {
        var message = new Message(new RawJson(shown)) { RawJson = new RawJson(json) };
        for (int i = 0; i < blocks.Length && i < message.Content.Count; i++)
        {
            message.Content[i].IsComplete = blocks[i].IsComplete;
            message.Content[i].StreamedInput = blocks[i].Input;
        }

        return message;
    }
}
