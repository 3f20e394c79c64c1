using Claude.Aot.Internal;

namespace Claude.Aot.Serialization;

/// <summary>Reads arrays; generated readers are built on it.</summary>
public static class WireList
{
    /// <summary>Reads every element of an array.</summary>
    /// <returns>The elements; none where the value is no array.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="element"/> is null.</exception>
    /// <exception cref="InsufficientExecutionStackException">The JSON nests too deep for the stack of this thread.</exception>
    public static IReadOnlyList<T> Read<T>(RawJson array, Func<RawJson, T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        Throw.IfStackIsShort();
        var list = new List<T>();
        foreach (RawJson item in array.EnumerateArray())
        {
            list.Add(element(item));
        }

        return list;
    }
}
