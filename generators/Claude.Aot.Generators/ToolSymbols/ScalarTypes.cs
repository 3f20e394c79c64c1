using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Recognizes the types that are one JSON value.</summary>
internal static class ScalarTypes
{
    private static readonly Dictionary<string, ScalarKind> s_named = new()
    {
        ["System.Half"] = ScalarKind.Half,
        ["System.DateTimeOffset"] = ScalarKind.DateTimeOffset,
        ["System.DateOnly"] = ScalarKind.DateOnly,
        ["System.TimeOnly"] = ScalarKind.TimeOnly,
        ["System.TimeSpan"] = ScalarKind.TimeSpan,
        ["System.Guid"] = ScalarKind.Guid,
        ["System.Uri"] = ScalarKind.Uri,
        ["System.Text.Json.JsonElement"] = ScalarKind.Element,
        ["Claude.Aot.RawJson"] = ScalarKind.Raw,
    };

    public static ScalarKind? Find(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => ScalarKind.String,
        SpecialType.System_Boolean => ScalarKind.Boolean,
        SpecialType.System_Char => ScalarKind.Char,
        SpecialType.System_SByte => ScalarKind.SByte,
        SpecialType.System_Byte => ScalarKind.Byte,
        SpecialType.System_Int16 => ScalarKind.Int16,
        SpecialType.System_UInt16 => ScalarKind.UInt16,
        SpecialType.System_Int32 => ScalarKind.Int32,
        SpecialType.System_UInt32 => ScalarKind.UInt32,
        SpecialType.System_Int64 => ScalarKind.Int64,
        SpecialType.System_UInt64 => ScalarKind.UInt64,
        SpecialType.System_Single => ScalarKind.Single,
        SpecialType.System_Double => ScalarKind.Double,
        SpecialType.System_Decimal => ScalarKind.Decimal,
        SpecialType.System_DateTime => ScalarKind.DateTime,
        _ => FindOther(type),
    };

    public static bool IsInteger(ScalarKind kind) => kind is >= ScalarKind.SByte and <= ScalarKind.UInt64;

    private static ScalarKind? FindOther(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => ScalarKind.Bytes,
        INamedTypeSymbol { Name: "ReadOnlyMemory" or "Memory", TypeArguments.Length: 1 } memory
            when memory.TypeArguments[0].SpecialType == SpecialType.System_Byte => ScalarKind.Memory,
        INamedTypeSymbol { IsGenericType: false } => s_named.TryGetValue(type.FullName(), out ScalarKind kind) ? kind : null,
        _ => null,
    };
}
