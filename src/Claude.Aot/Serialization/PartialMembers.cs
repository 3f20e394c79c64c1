using System.ComponentModel;

namespace Claude.Aot.Serialization;

/// <summary>The values of the members that have arrived; used by generated code. They never change.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PartialMembers
{
    private readonly object?[]? _values;

    internal PartialMembers(object?[] values) => _values = values;

    /// <summary>Gets a string, which may still grow in later objects; null if it has not begun.</summary>
    public string? GetText(int index) => PartialText.ToText(_values?[index]);

    /// <summary>Gets a value that is a struct; null if it is not complete.</summary>
    public T? GetValue<T>(int index)
        where T : struct => _values?[index] is T value ? value : null;

    /// <summary>Gets an object or a list; null if it has not begun, or, for a value that is shown when it is complete, if it is not complete.</summary>
    public T? GetObject<T>(int index)
        where T : class => _values?[index] as T;
}
