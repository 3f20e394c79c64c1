using System.Reflection;

namespace Claude.Aot.Tests.Streaming.Support;

/// <summary>The arrays of bytes that an object keeps alive, found by walking all that it refers to.</summary>
internal static class HeldArrays
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <param name="root">Where the walk begins.</param>
    /// <param name="beyond">What it does not enter.</param>
    public static IReadOnlyList<byte[]> Of(object root, object beyond)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { beyond };
        var next = new Stack<object?>([root]);
        while (next.TryPop(out object? item))
        {
            // What is of threading leads to the whole process.
            if (item is null or string or Type or Delegate || item.GetType().Namespace!.StartsWith("System.Threading", StringComparison.Ordinal) || !seen.Add(item))
            {
                continue;
            }

            if (item is Array array)
            {
                PushElements(array, next);
                continue;
            }

            for (Type? type = item.GetType(); type is not null; type = type.BaseType)
            {
                foreach (FieldInfo field in type.GetFields(Fields).Where(static field => field.FieldType is { IsPrimitive: false, IsPointer: false }))
                {
                    next.Push(field.GetValue(item));
                }
            }
        }

        return [.. seen.OfType<byte[]>()];
    }

    private static void PushElements(Array array, Stack<object?> next)
    {
        if (array.GetType().GetElementType() is { IsPrimitive: false, IsPointer: false })
        {
            foreach (object? element in array)
            {
                next.Push(element);
            }
        }
    }
}
