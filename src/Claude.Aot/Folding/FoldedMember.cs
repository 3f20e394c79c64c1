using Claude.Aot.Buffers;

namespace Claude.Aot.Folding;

/// <summary>One member of an object of the message that deltas have changed since the object was received.</summary>
internal abstract class FoldedMember(byte[] name)
{
    /// <summary>The member's wire name.</summary>
    public byte[] Name => name;

    /// <summary>The member that the object has beside it, next in their order.</summary>
    public FoldedMember? Next;

    /// <summary>Whether the value was written in the place where the object was received with it. Of use while the object is written.</summary>
    public bool IsWritten;

    /// <summary>False while the value that was received with the object still stands.</summary>
    public virtual bool ReplacesReceived => true;

    /// <summary>Appends the member's value as JSON.</summary>
    public abstract void WriteValue(PooledByteBuffer output);
}
