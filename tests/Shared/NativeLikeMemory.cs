using System.Buffers;

namespace Claude.Aot.Tests.Shared;

/// <summary>Memory whose array is not accessible, like native memory.</summary>
internal sealed class NativeLikeMemory(byte[] bytes) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => bytes;

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
    }
}
