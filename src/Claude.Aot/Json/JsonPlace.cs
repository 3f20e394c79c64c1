namespace Claude.Aot.Json;

/// <summary>Where in its grammar a JSON text stands; the numbers come last.</summary>
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
    ExponentMark,
    ExponentSign,
    Exponent,
}
