using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Reads the attributes of System.ComponentModel.DataAnnotations that limit a value.</summary>
internal sealed class ConstraintReader
{
    private const string Annotations = "System.ComponentModel.DataAnnotations.";
    private const int DefaultTimeout = 2000;

    private readonly ToolScope _scope;
    private readonly ISymbol[] _symbols;
    private readonly TypeUse _use;

    public ConstraintReader(ToolScope scope, ISymbol[] symbols, TypeUse use)
    {
        _scope = scope;
        _symbols = symbols;
        _use = use;
    }

    /// <returns>Null if nothing limits the value.</returns>
    public ConstraintSpec? Read(ITypeSymbol type, BoundType? spec)
    {
        (LimitSpec? minimum, LimitSpec? maximum) = ReadRange(type, spec);
        (int? minLength, int? maxLength) = ReadLength(spec);
        (string? pattern, int timeout) = ReadPattern(spec);
        EquatableArray<AllowedValueSpec> allowed = ReadAllowed(type);
        return minimum is null && maximum is null && minLength is null && maxLength is null && pattern is null && allowed.Count == 0
            ? null
            : new ConstraintSpec(minimum, maximum, minLength, maxLength, pattern, timeout, allowed);
    }

    private (LimitSpec? Minimum, LimitSpec? Maximum) ReadRange(ITypeSymbol type, BoundType? spec)
    {
        if (Find("RangeAttribute") is not { } range)
        {
            return default;
        }

        int first = range.ConstructorArguments.Length == 3 ? 1 : 0;
        double? minimum = Number(range.Argument(first));
        double? maximum = Number(range.Argument(first + 1));
        if (spec is not BoundScalar { Kind: >= ScalarKind.SByte and <= ScalarKind.Decimal and not ScalarKind.Half } || minimum is null || maximum is null)
        {
            Refuse(range, "Range", "it applies only to numbers other than Half, and its bounds must be numbers");
            return default;
        }

        return (
            Bound(range.Argument(first), minimum.Value, type, range.Named("MinimumIsExclusive") is true),
            Bound(range.Argument(first + 1), maximum.Value, type, range.Named("MaximumIsExclusive") is true));
    }

    private static LimitSpec? Bound(object? value, double number, ITypeSymbol type, bool isExclusive)
    {
        if (double.IsInfinity(number) || number is double.MaxValue or double.MinValue)
        {
            return null;
        }

        // The text of Range(typeof(decimal), "0.1", "2") is exact.
        object constant = value is string text ? Exact(text) ?? (object)number : value!;
        string json = SymbolNames.Invariant((IFormattable)constant, constant is double ? "R" : null);
        return IntegerRanges.Find(type.WithoutNullable().SpecialType) is not { } range
            ? new LimitSpec(json, ValueLiterals.Create(constant, type)?.Code, isExclusive)
            : new LimitSpec(json, number >= range.Minimum && number <= range.Maximum ? ValueLiterals.Create(constant, type)?.Code : null, isExclusive);
    }

    private static decimal? Exact(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) ? exact : null;

    private (int? Minimum, int? Maximum) ReadLength(BoundType? spec)
    {
        int? minimum = null;
        int? maximum = null;
        foreach (string name in new[] { "StringLengthAttribute", "LengthAttribute", "MinLengthAttribute", "MaxLengthAttribute" })
        {
            if (Find(name) is not { } attribute)
            {
                continue;
            }

            if (spec is not (BoundScalar { Kind: ScalarKind.String } or BoundList or BoundMap) || (name == "StringLengthAttribute" && spec is not BoundScalar))
            {
                string needed = name == "StringLengthAttribute" ? "it applies only to strings" : "it applies only to strings, lists and dictionaries";
                Refuse(attribute, name.Replace("Attribute", ""), needed);
                continue;
            }

            int? first = attribute.Argument(0) as int?;
            minimum = name is "LengthAttribute" or "MinLengthAttribute" ? first : attribute.Named("MinimumLength") as int? ?? minimum;
            maximum = name switch
            {
                "LengthAttribute" => attribute.Argument(1) as int?,
                "MinLengthAttribute" => maximum,
                _ => first is -1 ? null : first,
            };
        }

        return (minimum is 0 ? null : minimum, maximum is int.MaxValue ? null : maximum);
    }

    private (string? Pattern, int Timeout) ReadPattern(BoundType? spec)
    {
        if (Find("RegularExpressionAttribute") is not { } attribute)
        {
            return (null, 0);
        }

        if (spec is not BoundScalar { Kind: ScalarKind.String })
        {
            Refuse(attribute, "RegularExpression", "it applies only to strings");
        }

        return (attribute.Argument(0) as string, attribute.Named("MatchTimeoutInMilliseconds") as int? ?? DefaultTimeout);
    }

    private EquatableArray<AllowedValueSpec> ReadAllowed(ITypeSymbol type)
    {
        if (Find("AllowedValuesAttribute") is not { } attribute)
        {
            return default;
        }

        List<AllowedValueSpec> values = [];
        ImmutableArray<TypedConstant> constants = attribute.ConstructorArguments;
        constants = constants.Length == 1 && constants[0].Kind == TypedConstantKind.Array ? constants[0].Values : constants;
        foreach (TypedConstant constant in constants.Where(constant => !constant.IsNull))
        {
            if (constant.Kind != TypedConstantKind.Array && ValueLiterals.Create(constant.Value, type) is { Json: { } json } value)
            {
                values.Add(new AllowedValueSpec(json, value.Code));
            }
            else
            {
                Refuse(attribute, "AllowedValues", "its values must be constants of the same type as the value");
            }
        }

        return values.ToEquatableArray();
    }

    private AttributeData? Find(string name) => _symbols.Find(Annotations + name);

    private void Refuse(AttributeData attribute, string name, string reason) =>
        _scope.Problems.Add(ToolDiagnostics.BadAttribute, attribute.LocationOf(_use.Location), name, _use.Owner, reason);

    private static double? Number(object? value) => value switch
    {
        int number => number,
        double number => number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => null,
    };
}

/// <summary>The ranges of the integer types.</summary>
internal static class IntegerRanges
{
    public static (double Minimum, double Maximum)? Find(SpecialType type) => type switch
    {
        SpecialType.System_SByte => (sbyte.MinValue, sbyte.MaxValue),
        SpecialType.System_Byte => (byte.MinValue, byte.MaxValue),
        SpecialType.System_Int16 => (short.MinValue, short.MaxValue),
        SpecialType.System_UInt16 => (ushort.MinValue, ushort.MaxValue),
        SpecialType.System_Int32 => (int.MinValue, int.MaxValue),
        SpecialType.System_UInt32 => (uint.MinValue, uint.MaxValue),
        SpecialType.System_Int64 => (long.MinValue, long.MaxValue),
        SpecialType.System_UInt64 => (ulong.MinValue, ulong.MaxValue),
        _ => null,
    };
}
