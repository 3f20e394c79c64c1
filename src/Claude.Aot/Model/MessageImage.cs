namespace Claude.Aot.Model;

/// <summary>
/// A copy of a folded message as owned bytes, with facts about its blocks that the JSON cannot hold. It is converted to a <see cref="Message"/> only on
/// request, so that the trimmer can drop the message classes from an app that never asks for one.
/// </summary>
/// <param name="json">The message's JSON as its events sent it.</param>
/// <param name="shown">The same JSON, with the values that the blocks show in the message.</param>
/// <param name="blocks">One entry for each block.</param>
internal sealed class MessageImage(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> shown, BlockImage[] blocks)
{
    public ReadOnlyMemory<byte> Json => json;

    /// <summary>Returns whether the block at a position is complete.</summary>
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
