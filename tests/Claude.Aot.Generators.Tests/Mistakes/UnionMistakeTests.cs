namespace Claude.Aot.Generators.Tests;

public class UnionMistakeTests
{
    private const string Cat = """    "Cat": { "type": "object", "description": "A cat.", "properties": { "type": { "const": "cat" } } }""";

    [Fact]
    public void Claude012_VariantWithoutConst_IsReportedAtTheVariant() => SchemaAssert.ReportsIn(
        """
            "Pet": { "oneOf": [{ "$ref": "#/$defs/Dog" }], "x-discriminator": "type", "description": "A pet." },
            «"Dog"»: { "type": "object", "description": "A dog.", "properties": { "type": { "type": "string", "description": "Its type." } } }
        """,
        "CLAUDE012",
        "'Dog' cannot be a variant of 'Pet': it needs a property 'type' with a const");

    [Fact]
    public void Claude012_VariantThatIsNoObject_IsReportedAtItsReference() => SchemaAssert.ReportsIn(
        $$"""
            "Pet": { "oneOf": [{ "$ref": "#/$defs/Cat" }], "x-discriminator": "type", "description": "A pet." },
            "Being": { "oneOf": [{ "$ref": «"#/$defs/Pet"» }], "x-discriminator": "type", "description": "A being." },
        {{Cat}}
        """,
        "CLAUDE012",
        "'Pet' cannot be a variant of 'Being': it is not an object");

    [Fact]
    public void Claude013_DuplicateDiscriminator_IsReportedAtTheSecond() => SchemaAssert.ReportsIn(
        $$"""
            "Pet": { "oneOf": [{ "$ref": "#/$defs/Cat" }, { "$ref": "#/$defs/Tom" }], "x-discriminator": "type", "description": "A pet." },
        {{Cat}},
            "Tom": { "type": "object", "description": "A tom.", "properties": {
              «"type"»: { "const": "cat", "x-name": "Tom", "x-name-reason": "Only the value is under test." } } }
        """,
        "CLAUDE013",
        "'Tom' and 'Cat' have the same value of 'type', 'cat'; give each variant its own value");

    [Fact]
    public void Claude014_VariantOfTwoUnions_IsReportedAtTheSecond() => SchemaAssert.ReportsIn(
        $$"""
            "Pet": { "oneOf": [{ "$ref": "#/$defs/Cat" }], "x-discriminator": "type", "description": "A pet." },
            "Beast": { "oneOf": [{ "$ref": «"#/$defs/Cat"» }], "x-discriminator": "type", "description": "A beast." },
        {{Cat}}
        """,
        "CLAUDE014",
        "'Cat' is already a variant of 'Pet' and can derive from only one union; remove it from one of the unions");

    [Fact]
    public void Claude026_AlternativeWithoutName_IsReported() => SchemaAssert.ReportsIn(
        """    "A": { "oneOf": [«{» "type": "string" }], "description": "An a." }""",
        "CLAUDE026",
        "The alternative has no x-name; add one that names its C# property");

    [Fact]
    public void Claude026_TwoAlternativesOfOneKind_IsReportedAtTheSecond() => SchemaAssert.ReportsIn(
        $$"""
            "A": { "oneOf": [
              { "$ref": "#/$defs/Cat", "x-name": "Cat" },
              «{» "$ref": "#/$defs/Dog", "x-name": "Dog" }], "description": "An a." },
            "Dog": { "type": "object", "description": "A dog." },
        {{Cat}}
        """,
        "CLAUDE026",
        "'A' has two alternatives that are objects; remove one of them");

    [Fact]
    public void Claude026_AlternativeOfAnotherKind_IsReported() => SchemaAssert.ReportsIn(
        """    "A": { "oneOf": [«{» "type": "integer", "x-name": "Number" }], "description": "An a." }""",
        "CLAUDE026",
        "An alternative must be a string, an array, or a $ref to an object, union or open enum");
}
