namespace Claude.Aot.Buffers;

/// <summary>
/// A list of pooled arrays that a buffer has outgrown while a caller may still hold a span of them. The arrays return to the pool when the caller waits for
/// more data, because all earlier spans become invalid then.
/// </summary>
internal sealed class RetiredArrays
{
    // Doubling from the smallest buffer to a very large one retires about this many arrays. Longer text must not allocate more objects.
    private const int UsualCount = 16;

    private readonly List<byte[]> _arrays = [];

    public void Add(byte[] array)
    {
        if (array.Length > 0)
        {
            _arrays.EnsureCapacity(UsualCount);
            _arrays.Add(array);
        }
    }

    public void ReturnAll()
    {
        if (_arrays.Count == 0)
        {
            return;
        }

        foreach (byte[] array in _arrays)
        {
            BytePool.Return(array);
        }

        _arrays.Clear();
    }
}
