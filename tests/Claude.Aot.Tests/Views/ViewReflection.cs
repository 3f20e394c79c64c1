using System.Reflection;

namespace Claude.Aot.Tests.Views;

/// <summary>Goes through every property of a view, so that one which the schema adds is looked at too.</summary>
internal static class ViewReflection
{
    /// <summary>The names and getters of a view's public properties.</summary>
    public static IEnumerable<(string Name, Func<object?> Get)> PropertiesOf(object view) =>
        view.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike)
            .Select(property => ($"{view.GetType().Name}.{property.Name}", (Func<object?>)(() => Get(property, view))));

    public static bool IsView(object value) => value.GetType() is { IsValueType: true, Namespace: "Claude.Aot" } type
        && (type.Name.EndsWith("View", StringComparison.Ordinal) || type == typeof(Delta) || type == typeof(Utf8Text) || type == typeof(BlockViewList));

    /// <summary>An empty view lends nothing: it has nothing that could go stale.</summary>
    public static bool IsPresent(object view) => view switch
    {
        Utf8Text text => !text.IsEmpty,
        Delta delta => delta.Type != DeltaType.None,
        BlockViewList list => list.Count > 0,
        ToolInputView input => !input.Json.IsEmpty,
        _ => (bool)Get(view.GetType().GetProperty("IsPresent")!, view)!,
    };

    private static object? Get(PropertyInfo property, object view)
    {
        try
        {
            return property.GetValue(view);
        }
        catch (TargetInvocationException e)
        {
            throw e.InnerException!;
        }
    }
}
