using System.Collections;

namespace Claude.Aot.Serialization;

/// <summary>An object or a list that still grows.</summary>
internal abstract class PartialFrame
{
    /// <summary>Gets the shape of the value that comes next; null if it is skipped.</summary>
    public abstract PartialShape? Next { get; }

    /// <summary>Selects the member whose value comes next.</summary>
    public virtual void Select(ReadOnlySpan<byte> name)
    {
    }

    /// <summary>Adds a complete value.</summary>
    public abstract void Add(object? value);

    /// <summary>Creates an object that shows what is there, and never changes.</summary>
    /// <param name="open">The value that still grows, or null.</param>
    public abstract object Show(object? open);

    /// <summary>Creates the object that shows everything. The frame is not used again.</summary>
    public abstract object Close();
}

internal sealed class PartialObjectFrame(PartialObjectShape shape) : PartialFrame
{
    private readonly object?[] _values = new object?[shape.Count];
    private int _member = -1;

    public override PartialShape? Next => _member < 0 ? null : shape.ShapeOf(_member);

    public override void Select(ReadOnlySpan<byte> name) => _member = shape.IndexOf(name);

    public override void Add(object? value) => _values[_member] = value;

    public override object Show(object? open)
    {
        object?[] values = [.. _values];
        if (open is not null)
        {
            values[_member] = open;
        }

        return shape.Create(values);
    }

    public override object Close() => shape.Create(_values);
}

internal sealed class PartialListFrame<T>(PartialShape element) : PartialFrame
{
    private const int FirstCapacity = 4;

    private T[] _items = [];
    private int _count;

    public override PartialShape Next => element;

    public override void Add(object? value)
    {
        // A null that the type does not have is left out: the complete output is refused because of it.
        if (value is not null || default(T) is null)
        {
            Append((T)value!);
        }
    }

    public void Append(T value)
    {
        if (_count == _items.Length)
        {
            // A new array: the lists that were shown keep the old one.
            Internal.Work.Count(_count);
            Array.Resize(ref _items, Math.Max(FirstCapacity, _count * 2));
        }

        _items[_count++] = value;
    }

    public override object Show(object? open) => new PartialList<T>(_items, _count, open);

    public override object Close() => new PartialList<T>(_items, _count, open: null);
}

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
