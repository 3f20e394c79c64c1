namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>Choices made from bytes: the same bytes choose the same, and after the last of them every choice is the first one.</summary>
internal sealed class ByteSource(byte[] bytes)
{
    private int _position;

    public bool IsEmpty => _position >= bytes.Length;

    /// <summary>A number from 0 to below a count of at most 256.</summary>
    public int Next(int count) => IsEmpty ? 0 : bytes[_position++] % count;

    public T Choose<T>(IReadOnlyList<T> values) => values[Next(values.Count)];
}
