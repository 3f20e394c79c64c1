namespace Claude.Aot.Generators.Tests;

/// <summary>One of the forms that a value may have by the schema.</summary>
/// <param name="Kind">A type of JSON Schema, <c>const</c>, <c>any</c>, <c>map</c> for an object of any members, or <c>object</c> for one with a definition.</param>
/// <param name="Detail">The constant, or the name of the definition.</param>
/// <param name="Items">The forms of an array's elements.</param>
internal sealed record SchemaShape(string Kind, string Detail, IReadOnlyList<SchemaShape> Items)
{
    public SchemaShape(string kind, string detail = "")
        : this(kind, detail, [])
    {
    }
}
