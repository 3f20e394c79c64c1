namespace Claude.Aot.Generators;

/// <summary>The names of the C# types of owned properties.</summary>
internal static class TypeNames
{
    public static string Of(TypeSpec type) => OfValue(type) + (type.IsNullable ? "?" : "");

    /// <summary>Gets the initializer of a property that is never null; empty if the C# default is the right value or the property is nullable.</summary>
    public static string DefaultOf(TypeSpec type, Scope scope) => type switch
    {
        { IsNullable: true } => "",
        { Kind: ValueKind.String } => "\"\"",
        { Kind: ValueKind.Array } => "[]",
        { Kind: ValueKind.ToolInput } => $"{Runtime.ToolInput}.Empty",
        { Kind: ValueKind.Object or ValueKind.Union or ValueKind.KindUnion } => $"{scope.Static(type.Name)}.Empty",
        _ => "",
    };

    public static bool IsStruct(TypeSpec type) =>
        type.Kind is ValueKind.Integer or ValueKind.Number or ValueKind.Boolean or ValueKind.OpenEnum;

    private static string OfValue(TypeSpec type) => type.Kind switch
    {
        ValueKind.Integer => "long",
        ValueKind.Number => "double",
        ValueKind.Boolean => "bool",
        ValueKind.Any or ValueKind.AnyObject => Runtime.RawJson,
        ValueKind.ToolInput => Runtime.ToolInput,
        ValueKind.Array => $"{Runtime.ReadOnlyList}<{Of(type.Element!)}>",
        ValueKind.OpenEnum or ValueKind.Object or ValueKind.Union or ValueKind.KindUnion => type.Name,
        _ => "string",
    };
}
