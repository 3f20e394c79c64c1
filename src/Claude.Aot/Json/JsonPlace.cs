namespace Claude.Aot.Json;

/// <summary>The position of a parser in the JSON grammar. The positions in a number come last.</summary>
internal enum JsonPlace : byte
{
    Value,
    FirstElement,
    FirstName,
    Name,
    Colon,
    AfterValue,
    String,
    NameString,
    Escape,
    NameEscape,
    Hex,
    NameHex,
    Literal,
    Invalid,
    Minus,
    Zero,
    Integer,
    Point,
    Fraction,
    ExponentStart,
    ExponentSign,
    Exponent,
}
