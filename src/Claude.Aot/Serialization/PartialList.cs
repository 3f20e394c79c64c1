using System.Collections;

namespace Claude.Aot.Serialization;

/// <summary>
/// The elements of a list that have arrived. It shares the array of the list that still grows, which is only ever appended to.
/// </summary>
/// <param name="items">The complete elements, followed by elements that belong to later lists.</param>
/// <param name="count">The number of complete elements.</param>
/// <param name="open">The element that still grows, or null.</param>
internal sealed class PartialList<T>(T[] items, int count, object? open) : IReadOnlyList<T>
{
    public int Count => open is null ? count : count + 1;

    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return index < count ? items[index] : (T)(open is PartialText text ? text.ToString() : open!);
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
