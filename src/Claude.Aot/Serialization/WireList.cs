using Claude.Aot.Internal;

namespace Claude.Aot.Serialization;

/// <summary>Reads JSON arrays; used by generated code.</summary>
public static class WireList
{
    /// <summary>Reads all elements of an array.</summary>
    /// <returns>The elements; an empty list if the value is not an array.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="element"/> is null.</exception>
    /// <exception cref="InsufficientExecutionStackException">The JSON nests too deep for the stack of this thread.</exception>
    public static IReadOnlyList<T> Read<T>(RawJson array, Func<RawJson, T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        Throw.IfStackIsShort();
        var list = new List<T>();
        foreach (RawJson item in array.Elements())
        {
            list.Add(element(item));
        }

        return list;
    }
}
