using System.Collections;
using System.Reflection;
using Claude.Aot.Tests.Json;

namespace Claude.Aot.Tests.Schema;

/// <summary>Makes an object of the owned model anew as a caller would, of the members of another, so that nothing of the JSON that was read is left in it.</summary>
internal static class MemberCopy
{
    public static object Of(object value) => value switch
    {
        WireObject or WireRecord => CopyObject(value),
        _ when IsKindUnion(value.GetType()) => CopyKindUnion(value),
        IList list => CopyList(list),
        _ => value,
    };

    /// <summary>Whether a type holds one of several kinds of JSON.</summary>
    public static bool IsKindUnion(Type type) => type.Assembly == typeof(WireObject).Assembly && type.GetProperty(nameof(WireObject.RawJson)) is not null;

    /// <summary>What a value of such a type holds; null where that is of no kind that the schema knows.</summary>
    public static object? HeldBy(object union) => union.GetType().GetConstructors().Select(constructor => HeldBy(union, constructor)).SingleOrDefault(held => held is not null);

    private static object CopyObject(object read)
    {
        object made = Activator.CreateInstance(read.GetType())!;
        foreach (PropertyInfo member in SampleFactory.MembersOf(read.GetType()))
        {
            if (member.GetValue(read) is { } value)
            {
                member.SetValue(made, Of(value));
            }
        }

        return made;
    }

    private static object CopyKindUnion(object read)
    {
        Type type = read.GetType();
        ConstructorInfo constructor = type.GetConstructors().Single(constructor => HeldBy(read, constructor) is not null);
        return constructor.Invoke([Of(HeldBy(read, constructor)!)]);
    }

    /// <summary>The alternative that a constructor takes, where the union holds it.</summary>
    private static object? HeldBy(object read, ConstructorInfo constructor) => read.GetType().GetProperties()
        .Where(property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == constructor.GetParameters()[0].ParameterType)
        .Select(property => property.GetValue(read)).SingleOrDefault();

    private static Array CopyList(IList list)
    {
        Type element = list.GetType().GetInterfaces().First(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)).GetGenericArguments()[0];
        var copy = Array.CreateInstance(element, list.Count);
        for (int i = 0; i < list.Count; i++)
        {
            copy.SetValue(Of(list[i]!), i);
        }

        return copy;
    }
}
