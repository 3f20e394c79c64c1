using Claude.Aot.Buffers;

namespace Claude.Aot.Folding;

/// <summary>One member of an object of the message that deltas have changed since the object was received.</summary>
internal abstract class FoldedMember(byte[] name)
{
    /// <summary>Gets the member's JSON name.</summary>
    public byte[] Name => name;

    /// <summary>The next changed member of the same object, or null.</summary>
    public FoldedMember? Next;

    /// <summary>Whether the value has already been written in place of the received value. Used only while the object is being written.</summary>
    public bool IsWritten;

    /// <summary>Gets whether the folded value replaces the value that was received with the object.</summary>
    public virtual bool ReplacesReceived => true;

    /// <summary>Appends the member's value as JSON.</summary>
    public abstract void WriteValue(PooledByteBuffer output);
}
