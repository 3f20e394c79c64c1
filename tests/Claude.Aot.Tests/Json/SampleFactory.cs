using System.Reflection;

namespace Claude.Aot.Tests.Json;

/// <summary>Makes objects of the owned model with every member set, whatever the schema says they have.</summary>
internal static class SampleFactory
{
    private const int MaxDepth = 4;

    /// <summary>The classes of the model that a caller can make.</summary>
    public static IEnumerable<Type> Types { get; } = typeof(WireObject).Assembly.GetExportedTypes()
        .Where(type => IsObject(type) && type.GetConstructor(Type.EmptyTypes) is not null);

    /// <summary>The classes and structs that stand for several shapes of JSON.</summary>
    public static IEnumerable<Type> KindUnions { get; } = typeof(WireObject).Assembly.GetExportedTypes()
        .Where(type => type.IsClass && type.Namespace == typeof(Message).Namespace && !IsObject(type))
        .Where(type => type.IsAssignableTo(typeof(IWireValue)) && type.GetConstructors().Length > 0);

    /// <summary>Whether a type is an object of the model, as opposed to a value of several forms.</summary>
    public static bool IsObject(Type type) => type.IsSubclassOf(typeof(WireObject)) || type.IsSubclassOf(typeof(WireRecord));

    /// <summary>The JSON of an object of the model.</summary>
    public static string JsonOf(object made) => made is WireRecord record ? record.ToJson() : ((WireObject)made).ToJson();

    /// <summary>The members of an object of the model that no property has.</summary>
    public static IReadOnlyList<KeyValuePair<string, RawJson>> ExtraOf(object made) => made is WireRecord record ? record.Extra : ((WireObject)made).Extra;

    /// <summary>The members that a caller sets.</summary>
    public static IEnumerable<PropertyInfo> MembersOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is { IsPublic: true } && property.Name != nameof(WireObject.Extra) && property.Name != nameof(MessageRequest.Betas));

    /// <summary>One for each way in which the class can be made.</summary>
    public static IEnumerable<object> AllOf(Type type) => IsObject(type)
        ? [Create(type, 0)!]
        : type.GetConstructors().Select(constructor => constructor.Invoke([Create(constructor.GetParameters()[0].ParameterType, 0)]));

    private static object? Create(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when depth > MaxDepth => null,
            _ when type == typeof(string) => $"text {depth} \u00E9",
            _ when type == typeof(long) => 7L + depth,
            _ when type == typeof(double) => 0.25,
            _ when type == typeof(bool) => true,
            _ when type == typeof(RawJson) => RawJson.Parse("""{"k":[1, null]}"""),
            _ when type == typeof(ToolInput) => ToolInput.Parse("""{"a": 1}"""u8),
            _ when IsObject(type) => CreateObject(type, depth),
            _ when type.IsGenericType => CreateList(type.GetGenericArguments()[0], depth),
            _ => CreateFromConstructor(type, depth),
        };
    }

    private static object CreateObject(Type type, int depth)
    {
        object made = Activator.CreateInstance(type.IsAbstract ? Types.First(variant => variant.IsSubclassOf(type)) : type)!;
        foreach (PropertyInfo member in MembersOf(made.GetType()))
        {
            if (Create(member.PropertyType, depth + 1) is { } value)
            {
                member.SetValue(made, value);
            }
        }

        return made;
    }

    private static Array? CreateList(Type element, int depth)
    {
        object? value = Create(element, depth + 1);
        if (value is null)
        {
            return null;
        }

        var list = Array.CreateInstance(element, 2);
        list.SetValue(value, 0);
        list.SetValue(value, 1);
        return list;
    }

    private static object? CreateFromConstructor(Type type, int depth)
    {
        ConstructorInfo constructor = type.GetConstructors().First(constructor => constructor.GetParameters().Length == 1);
        object? value = Create(constructor.GetParameters()[0].ParameterType, depth);
        return value is null ? null : constructor.Invoke([value]);
    }
}
