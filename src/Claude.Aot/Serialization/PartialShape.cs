using System.ComponentModel;
using System.Text;
using System.Text.Json;

namespace Claude.Aot.Serialization;

/// <summary>Reads a complete value; used by generated code.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="reader">The reader, at the first token of the value.</param>
/// <exception cref="JsonException">The value does not fit the type.</exception>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate T JsonValueReader<out T>(ref Utf8JsonReader reader);

/// <summary>Describes how a value is read while it arrives; used by generated code. Immutable and safe for concurrent use.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PartialShape
{
    private protected PartialShape()
    {
    }

    /// <summary>Gets the shape of a string that is shown while it grows.</summary>
    public static PartialShape Text { get; } = new PartialTextShape();

    /// <summary>Creates the shape of a value that is shown when it is complete.</summary>
    /// <param name="read">Reads the value.</param>
    /// <exception cref="ArgumentNullException"><paramref name="read"/> is null.</exception>
    public static PartialShape Value<T>(JsonValueReader<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new PartialValueShape<T>(read);
    }

    /// <summary>Creates the shape of a list that is shown while it grows.</summary>
    /// <param name="element">The shape of its elements.</param>
    /// <exception cref="ArgumentNullException"><paramref name="element"/> is null.</exception>
    public static PartialShape List<T>(PartialShape element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new PartialListShape<T>(element);
    }

    /// <summary>Creates the shape of an object that is shown while its members arrive.</summary>
    /// <param name="create">Creates the object from the members that have arrived.</param>
    /// <param name="members">The members.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static PartialShape Compose(Func<PartialMembers, object> create, params PartialMember[] members)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(members);
        return new PartialObjectShape(create, members);
    }

    /// <summary>Creates the frame of a value that begins with a given byte; null if it is not an object or a list of this shape.</summary>
    internal virtual PartialFrame? Open(byte first) => null;

    /// <summary>Reads a complete value into the object or list that contains it.</summary>
    internal virtual void Read(ref Utf8JsonReader reader, PartialFrame owner)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            owner.Add(null);
        }
    }
}

/// <summary>A member of a <see cref="PartialShape"/>; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PartialMember
{
    /// <summary>Creates a member.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="shape">The shape of its value.</param>
    public PartialMember(string name, PartialShape shape)
    {
        Name = Encoding.UTF8.GetBytes(name);
        Shape = shape;
    }

    internal byte[] Name { get; }

    internal PartialShape Shape { get; }
}

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

internal sealed class PartialTextShape : PartialShape;

internal sealed class PartialValueShape<T>(JsonValueReader<T> read) : PartialShape
{
    internal override void Read(ref Utf8JsonReader reader, PartialFrame owner)
    {
        T value = read(ref reader);
        if (owner is PartialListFrame<T> list)
        {
            list.Append(value);
        }
        else
        {
            owner.Add(value);
        }
    }
}

internal sealed class PartialListShape<T>(PartialShape element) : PartialShape
{
    public PartialShape Element => element;

    internal override PartialFrame? Open(byte first) => first == (byte)'[' ? new PartialListFrame<T>(element) : null;
}

internal sealed class PartialObjectShape(Func<PartialMembers, object> create, PartialMember[] members) : PartialShape
{
    public int Count => members.Length;

    public PartialShape ShapeOf(int member) => members[member].Shape;

    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < members.Length; i++)
        {
            if (name.SequenceEqual(members[i].Name))
            {
                return i;
            }
        }

        return -1;
    }

    public object Create(object?[] values) => create(new PartialMembers(values));

    internal override PartialFrame? Open(byte first) => first == (byte)'{' ? new PartialObjectFrame(this) : null;
}
