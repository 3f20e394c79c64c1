namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>Makes choices from bytes. The same bytes give the same choices. After the last byte, every choice is the first option.</summary>
internal sealed class ByteSource(byte[] bytes)
{
    private int _position;

    public bool IsEmpty => _position >= bytes.Length;

    /// <summary>Returns a number that is at least 0 and less than a count of at most 256.</summary>
    public int Next(int count) => IsEmpty ? 0 : bytes[_position++] % count;

    public T Choose<T>(IReadOnlyList<T> values) => values[Next(values.Count)];
}
