namespace Claude.Aot.Buffers;

/// <summary>A part of an array that is known from elsewhere.</summary>
internal readonly record struct ByteRange(int Start, int Length)
{
    public ByteRange From(int origin) => new(Start - origin, Length);

    public ArraySegment<byte> Of(byte[]? array, int origin = 0) => array is null ? default : new(array, origin + Start, Length);
}
