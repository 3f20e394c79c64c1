using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Turns constants into C# and JSON.</summary>
internal static class ValueLiterals
{
    // Less than decimal.MaxValue.
    private const double MaxExact = 7e28;

    /// <summary>Gets a constant of a type as C#, and as JSON if the schema can show it.</summary>
    /// <returns>Null if the constant does not fit the type.</returns>
    public static DefaultSpec? Create(object? value, ITypeSymbol type)
    {
        type = type.WithoutNullable();
        return value switch
        {
            null => new DefaultSpec(type.IsValueType || type.NullableAnnotation == NullableAnnotation.Annotated ? "default" : "default!", null),
            _ when type.TypeKind == TypeKind.Enum => OfEnum(value, (INamedTypeSymbol)type),
            string text when type.SpecialType == SpecialType.System_String => new DefaultSpec(Literals.Text(text), JsonString.Quote(text)),
            bool flag when type.SpecialType == SpecialType.System_Boolean => new DefaultSpec(flag ? "true" : "false", flag ? "true" : "false"),
            char character when type.SpecialType == SpecialType.System_Char =>
                new DefaultSpec($"(char){SymbolNames.Invariant((int)character)}", JsonString.Quote(character.ToString())),
            IConvertible and not (string or bool or char) when ScalarTypes.Find(type) is { } kind => OfNumber(value, kind),
            _ => null,
        };
    }

    private static DefaultSpec? OfEnum(object value, INamedTypeSymbol type)
    {
        IFieldSymbol? member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value));
        return member is null
            ? new DefaultSpec($"({type.CSharp()})({SymbolNames.Invariant((IFormattable)value)})", null)
            : new DefaultSpec($"{type.CSharp()}.{SymbolNames.Escape(member.Name)}", JsonString.Quote(TypeReader.JsonNameOf(member)));
    }

    private static DefaultSpec? OfNumber(object value, ScalarKind kind)
    {
        double number = Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
        if (kind is ScalarKind.Single or ScalarKind.Double)
        {
            string type = kind == ScalarKind.Single ? "float" : "double";
            string text = SymbolNames.Invariant((IFormattable)value, value is float or double ? "R" : null);
            return double.IsNaN(number) ? new DefaultSpec($"{type}.NaN", null)
                : double.IsInfinity(number) ? new DefaultSpec(number > 0 ? $"{type}.PositiveInfinity" : $"{type}.NegativeInfinity", null)
                : new DefaultSpec(text + (kind == ScalarKind.Single ? "f" : "d"), text);
        }

        bool isInteger = ScalarTypes.IsInteger(kind);
        if (!(Math.Abs(number) < MaxExact) || (isInteger && number != Math.Floor(number)) || !(isInteger || kind == ScalarKind.Decimal))
        {
            return null;
        }

        decimal exact = Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture);
        string json = SymbolNames.Invariant(isInteger ? decimal.Truncate(exact) : exact);
        return new DefaultSpec(json + Suffix(kind), json);
    }

    private static string Suffix(ScalarKind kind) => kind switch
    {
        ScalarKind.UInt32 => "U",
        ScalarKind.Int64 => "L",
        ScalarKind.UInt64 => "UL",
        ScalarKind.Decimal => "m",
        _ => "",
    };
}
