namespace Claude.Aot.Buffers;

/// <summary>
/// Pooled arrays that a buffer has outgrown while a caller may still hold a span of them. They go back to the pool when the caller waits for more data,
/// which ends the life of every span lent before.
/// </summary>
internal sealed class RetiredArrays
{
    // As many as doubling takes from the smallest buffer to a very large one: a longer text must not cost more objects.
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
