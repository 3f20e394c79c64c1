namespace Claude.Aot.Generators.Tests;

public class EventMistakeTests
{
    [Fact]
    public void Claude015_UnknownRoleOfAnEvent_IsReportedAtItsValue() => SchemaAssert.ReportsIn(
        Events("""    "Begin": { "type": "object", "x-role": «"begin"», "description": "It begins.", "properties": { "type": { "const": "begin" } } }"""),
        "CLAUDE015",
        "'begin' is not an x-role of an event; use one of these: "
        + "message-start, block-start, block-delta, block-stop, message-delta, message-stop, ignored, error");

    [Fact]
    public void Claude015_UnknownRoleOfAMember_IsReportedAtItsValue() => SchemaAssert.ReportsIn(
        Events("""
                "Begin": { "type": "object", "x-role": "error", "description": "It begins.", "properties": {
                  "type": { "const": "begin" },
                  "body": { "type": "string", "x-role": «"body"», "description": "The body." } } }
            """),
        "CLAUDE015",
        "'body' is not an x-role of a member; use one of these: message, index, block, delta");

    [Fact]
    public void Claude016_RoleOutsideAUnion_IsReportedAtTheKeyword() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "description": "An a.", «"x-role"»: "error" }""",
        "CLAUDE016",
        "'x-role' is allowed only on the variants of one union, which are the events; move or remove it");

    [Fact]
    public void Claude016_MemberRoleOutsideAnEvent_IsReported() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "description": "An a.", "properties": { "b": { "type": "integer", «"x-role"»: "index", "description": "A b." } } }""",
        "CLAUDE016",
        "'x-role' is allowed only on a member of an event; move or remove it");

    [Fact]
    public void Claude016_HotOutsideAnEvent_IsReported() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "description": "An a.", «"x-hot"»: true }""",
        "CLAUDE016",
        "'x-hot' is allowed only on an event or a delta; move or remove it");

    [Fact]
    public void Claude016_FoldOutsideADelta_IsReported() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "description": "An a.", "properties": { "b": { "type": "string", «"x-fold"»: "append", "description": "A b." } } }""",
        "CLAUDE016",
        "'x-fold' is allowed only on a member of a delta, of a block, of a message-delta event, "
        + "or of an object whose members that event lifts; move or remove it");

    [Fact]
    public void Claude016_ReasonWithoutName_IsReported() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "description": "An a.", «"x-name-reason"»: "None." }""",
        "CLAUDE016",
        "'x-name-reason' is allowed only on a schema that has an x-name; move or remove it");

    [Fact]
    public void Claude017_TwoEventsOfAUniqueRole_IsReportedAtTheSecond() => SchemaAssert.ReportsIn(
        """
            "Event": { "oneOf": [{ "$ref": "#/$defs/End" }, { "$ref": "#/$defs/Stop" }], "x-discriminator": "type", "description": "An event." },
            "End": { "type": "object", "x-role": "message-stop", "description": "It ends.", "properties": { "type": { "const": "end" } } },
            "Stop": { "type": "object", "x-role": «"message-stop"», "description": "It stops.", "properties": { "type": { "const": "stop" } } }
        """,
        "CLAUDE017",
        "'End' already has the x-role 'message-stop'; remove the x-role from one of the two");

    [Fact]
    public void Claude017_TwoMembersOfOneRole_IsReportedAtTheSecond() => SchemaAssert.ReportsIn(
        Events("""
                "Begin": { "type": "object", "x-role": "block-stop", "description": "It ends.", "properties": {
                  "type": { "const": "begin" },
                  "at": { "type": "integer", "x-role": "index", "description": "Where." },
                  "index": { "type": "integer", "x-role": «"index"», "description": "Where, again." } } }
            """),
        "CLAUDE017",
        "'at' already has the x-role 'index'; remove the x-role from one of the two");

    [Fact]
    public void Claude018_RoleOnAMemberOfTheWrongType_IsReported() => SchemaAssert.ReportsIn(
        Events("""
                "Begin": { "type": "object", "x-role": "block-stop", "description": "It ends.", "properties": {
                  "type": { "const": "begin" },
                  "at": { "type": "string", "x-role": «"index"», "description": "Where." } } }
            """),
        "CLAUDE018",
        "The member with the x-role 'index' must be an integer; change its type or move the x-role");

    [Fact]
    public void Claude019_EventWithoutTheMemberItNeeds_IsReportedAtTheEvent() => SchemaAssert.ReportsIn(
        Events("""    «"Begin"»: { "type": "object", "x-role": "message-start", "description": "It begins.", "properties": { "type": { "const": "begin" } } }"""),
        "CLAUDE019",
        "An event with the x-role 'message-start' needs a member with the x-role 'message'; add that x-role to a member");

    [Fact]
    public void Claude024_LiftOfAMissingMember_IsReported() => SchemaAssert.ReportsIn(
        Events("""
                "Begin": { "type": "object", "x-role": "error", "description": "It begins.", "properties": {
                  "type": { "const": "begin" },
                  "error": { "$ref": "#/$defs/Error", "x-lift": [«"code"»], "description": "What went wrong." } } },
                "Error": { "type": "object", "description": "An error." }
            """),
        "CLAUDE024",
        "'Error' has no member 'code' that x-lift can name; correct the name or remove it from x-lift");

    [Fact]
    public void Claude025_AccessorsOfTwoTypes_IsReportedAtTheSecond() => SchemaAssert.ReportsIn(
        """
            "Pet": { "oneOf": [{ "$ref": "#/$defs/Cat" }, { "$ref": "#/$defs/Dog" }], "x-discriminator": "type", "x-view": "PetView", "description": "A pet." },
            "Cat": { "type": "object", "description": "A cat.", "properties": {
              "type": { "const": "cat" }, "name": { "type": "string", "description": "Its name." } } },
            "Dog": { "type": "object", "description": "A dog.", "properties": {
              "type": { "const": "dog" }, «"name"»: { "type": "integer", "description": "Its number." } } }
        """,
        "CLAUDE025",
        "PetView cannot have two accessors named 'Name': the members have different types; give one of the members an x-name");

    [Fact]
    public void Claude025_AccessorThatEveryViewHas_IsReported() => SchemaAssert.ReportsIn(
        """    "A": { "type": "object", "x-view": "AView", "description": "An a.", "properties": { «"is_present"»: { "type": "string", "description": "A b." } } }""",
        "CLAUDE025",
        "AView cannot have two accessors named 'IsPresent': every view already has a member of this name; give one of the members an x-name");

    /// <summary>A union of one event, named Begin.</summary>
    private static string Events(string definitions) => $$"""
            "Event": { "oneOf": [{ "$ref": "#/$defs/Begin" }], "x-discriminator": "type", "description": "An event." },
        {{definitions}}
        """;
}
