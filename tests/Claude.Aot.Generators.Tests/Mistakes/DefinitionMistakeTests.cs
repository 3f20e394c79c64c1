namespace Claude.Aot.Generators.Tests;

public class DefinitionMistakeTests
{
    [Fact]
    public void Claude002_UnknownKeyword_IsReported() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "description": "An a.", «"x-sides"»: "both" }""",
        "CLAUDE002",
        "'x-sides' is not a keyword of an object; correct its spelling or remove it");

    [Fact]
    public void Claude003_DefinitionWithoutDescription_IsReportedAtItsName() => SchemaAssert.ReportsIn(
        """    «"A"»: { "type": "object" }""",
        "CLAUDE003",
        "'A' has no description; add one, because it becomes the documentation of the generated code");

    [Fact]
    public void Claude003_PropertyWithoutDescription_IsReportedAtItsName() => SchemaAssert.ReportsIn(
        """
            "A": { "type": "object", "description": "An a.", "properties": {
              «"b"»: { "type": "string" } } }
        """,
        "CLAUDE003",
        "'b' has no description; add one, because it becomes the documentation of the generated code");

    [Fact]
    public void Claude004_DanglingReference_IsReportedAtItsText() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "description": "An a.", "properties": { "b": { "$ref": «"#/$defs/B"», "description": "A b." } } }""",
        "CLAUDE004",
        "The $ref '#/$defs/B' does not match any definition; add the definition or correct the $ref, which has the form '#/$defs/Name'");

    [Fact]
    public void Claude006_TwoTypesOfOneName_IsReportedAtTheSecond() => SchemaAssert.ReportsIn(
        """
            "my_type": { "type": "object", "description": "One." },
            «"MyType"»: { "type": "object", "description": "Two." }
        """,
        "CLAUDE006",
        "The C# name 'MyType' is already used by 'my_type'; give one of them an x-name");

    [Fact]
    public void Claude006_GeneratedTypeOfTakenName_IsReported() => SchemaAssert.ReportsIn(
        """
            «"Pet"»: { "oneOf": [{ "$ref": "#/$defs/Cat" }], "x-discriminator": "type", "description": "A pet." },
            "Cat": { "type": "object", "description": "A cat.", "properties": { "type": { "const": "cat" } } },
            "PetType": { "type": "object", "description": "In the way." }
        """,
        "CLAUDE006",
        "The C# name 'PetType' is already used by 'PetType'; give one of them an x-name");

    [Fact]
    public void Claude006_TwoPropertiesOfOneName_IsReportedAtTheSecond() => SchemaAssert.ReportsIn(
        """
            "A": { "type": "object", "description": "An a.", "properties": {
              "my_b": { "type": "string", "description": "One." },
              «"myB"»: { "type": "string", "description": "Two." } } }
        """,
        "CLAUDE006",
        "The C# name 'MyB' is already used by 'my_b'; give one of them an x-name");

    [Fact]
    public void Claude006_PropertyNamedAsItsClass_IsReported() => SchemaAssert.ReportsIn(
        """    "Note": { "type": "object", "description": "A note.", "properties": { «"note"»: { "type": "string", "description": "Its text." } } }""",
        "CLAUDE006",
        "The C# name 'Note' is already used by the class itself; give one of them an x-name");

    [Fact]
    public void Claude007_NameThatStartsWithADigit_IsReported() => SchemaAssert.ReportsIn(
        """    "Ttl": { "type": "string", "anyOf": [{ "const": «"5m"», "description": "Five minutes." }, { "type": "string" }], "description": "A time." }""",
        "CLAUDE007",
        "'5m' is not a valid C# name; use only ASCII letters, digits and underscores, start with a letter, and set x-name if the JSON name cannot change");

    [Fact]
    public void Claude008_NameWithoutReason_IsReportedAtTheKeyword() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "description": "An a.", «"x-name"»: "B" }""",
        "CLAUDE008",
        "The x-name 'B' has no x-name-reason; add one that explains why the C# name differs");

    [Fact]
    public void Claude009_NeitherKindOfDefinition_IsReportedAtItsName() => SchemaAssert.ReportsIn(
        """    «"A"»: { "type": "string", "description": "An a." }""",
        "CLAUDE009",
        "'A' must be an object (type), a union (oneOf with x-discriminator), a kind union (oneOf) or an open enum (anyOf)");

    [Fact]
    public void Claude009_ClosedEnum_IsReported() => SchemaAssert.ReportsIn(
        """    «"A"»: { "type": "string", "anyOf": [{ "const": "b", "description": "A b." }], "description": "An a." }""",
        "CLAUDE009",
        "'A' accepts no unknown values; add {\"type\":\"string\"} at the end of its anyOf");

    [Theory]
    [InlineData("""{ "type": «"object"», "additionalProperties": false, "description": "A b." }""", "The type \"object\" is not supported here; use string, integer, number, boolean, array, or object without properties")]
    [InlineData("""{ "type": «"array"», "description": "A b." }""", "The array has no items keyword; add one with the type of its elements")]
    [InlineData("""{ "type": "array", "items": «{» "type": "integer" }, "description": "A b." }""", "The items of an array must be strings, definitions or any JSON")]
    [InlineData("""{ "type": "array", "items": «{» "type": ["string", "null"] }, "description": "A b." }""", "The items of an array cannot be nullable")]
    [InlineData("""{ «"type"»: ["string", "integer"], "description": "A b." }""", "A list of types must have one type and \"null\"")]
    [InlineData("""{ «"oneOf"»: [{ "type": "string" }, { "type": "integer" }], "description": "A b." }""", "The oneOf of a property must have one type and the null type; move any other union to its own definition")]
    [InlineData("""{ "const": «1», "description": "A b." }""", "A const must be a string")]
    [InlineData("""{ "$ref": "#/$defs/A", «"type"»: "object", "description": "A b." }""", "A $ref cannot have 'type' beside it; remove it")]
    public void Claude009_UnsupportedProperty_SaysWhatIsSupported(string property, string message) => SchemaAssert.ReportsIn(
        $$"""    "A": { "type": "object", "description": "An a.", "properties": { "b": {{property}} } }""",
        "CLAUDE009",
        message);

    [Fact]
    public void Claude010_UnknownSide_IsReportedAtItsValue() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "description": "An a.", "x-side": «"server"» }""",
        "CLAUDE010",
        "The value of 'x-side' must be \"request\", \"response\" or \"both\"");

    [Theory]
    [InlineData("x-constants")]
    [InlineData("x-record")]
    public void Claude010_FlagThatIsNoBoolean_IsReportedAtItsValue(string keyword) => SchemaAssert.ReportsIn(
        keyword == "x-record"
            ? """    "A": { "type": "object", "description": "An a.", "x-record": «"yes"» }"""
            : """    "A": { "type": "string", "anyOf": [{ "type": "string" }], "description": "An a.", "x-constants": «"yes"» }""",
        "CLAUDE010",
        $"The value of '{keyword}' must be true or false");

    [Fact]
    public void Claude010_EmptyObsolete_IsReportedAtItsValue() => SchemaAssert.ReportsIn(
        """    "A": { "type": "string", "anyOf": [{ "const": "b", "description": "A b.", "x-obsolete": «""» }, { "type": "string" }], "description": "An a.", "x-constants": true }""",
        "CLAUDE010",
        "The value of 'x-obsolete' must be a string");

    [Fact]
    public void Claude016_ObsoleteValueOfAnOpenEnum_IsReportedAtTheKeyword() => SchemaAssert.ReportsIn(
        """    "A": { "type": "string", "anyOf": [{ "const": "b", "description": "A b.", «"x-obsolete"»: "Use c." }, { "type": "string" }], "description": "An a." }""",
        "CLAUDE016",
        "'x-obsolete' is allowed only on a value of an open enum with x-constants; move or remove it");

    [Fact]
    public void Claude016_KindNameOfConstants_IsReportedAtTheKeyword() => SchemaAssert.ReportsIn(
        """    "A": { "type": "string", "anyOf": [{ "type": "string" }], "description": "An a.", "x-constants": true, «"x-kind-name"»: "B" }""",
        "CLAUDE016",
        "'x-kind-name' is allowed only on a union, or an open enum without x-constants; move or remove it");

    [Fact]
    public void Claude016_RecordThatIsAVariant_IsReportedAtTheKeyword() => SchemaAssert.ReportsIn(
        """
            "A": { "oneOf": [{ "$ref": "#/$defs/B" }], "x-discriminator": "type", "description": "An a." },
            "B": { "type": "object", "description": "A b.", «"x-record"»: true, "properties": { "type": { "const": "b" } } }
        """,
        "CLAUDE016",
        "'x-record' is allowed only on an object that is not a variant of a union; move or remove it");

    [Fact]
    public void Claude016_ExampleOfAViewThatDoesNotExist_IsReportedAtTheKeyword() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "description": "An a.", «"x-view-example"»: ["AView a = e.A;"] }""",
        "CLAUDE016",
        "'x-view-example' is allowed only on a definition with x-view; move or remove it");

    [Fact]
    public void Claude010_ExampleThatIsNoList_IsReportedAtItsValue() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "description": "An a.", "x-example": «"A a = new();"» }""",
        "CLAUDE010",
        "The value of 'x-example' must be a list of strings");

    [Fact]
    public void Claude006_KindNameThatIsTaken_IsReported() => SchemaAssert.ReportsIn(
        """
            «"A"»: { "type": "string", "anyOf": [{ "type": "string" }], "description": "An a.", "x-kind-name": "B" },
            "B": { "type": "object", "description": "A b." }
        """,
        "CLAUDE006",
        "The C# name 'B' is already used by 'B'; give one of them an x-name");

    [Fact]
    public void Claude011_RequiredWithoutProperty_IsReported() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "description": "An a.", "properties": {}, "required": [«"b"»] }""",
        "CLAUDE011",
        "'b' is listed in 'required' but is not a property of this object; add the property or remove the name from 'required'");

    [Fact]
    public void Claude027_ObjectThatNeedsItself_IsReported() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "description": "An a.", "properties": { «"b"»: { "$ref": "#/$defs/A", "description": "An a." } }, "required": ["b"] }""",
        "CLAUDE027",
        "'A' requires itself through 'b', so an empty instance cannot be created; remove that member from 'required'");
}
