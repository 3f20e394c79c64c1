namespace Claude.Aot.Buffers;

/// <summary>A range of bytes in an array that is stored separately.</summary>
internal readonly record struct ByteRange(int Start, int Length)
{
    public ByteRange From(int origin) => new(Start - origin, Length);

    public ArraySegment<byte> Of(byte[]? array, int origin = 0) => array is null ? default : new(array, origin + Start, Length);
}
