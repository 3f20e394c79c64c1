using System.Text.Json;

namespace Claude.Aot.Generators.Tests;

/// <summary>The schema says everything that is known of the wire, stable and beta, of both generations of the API, once.</summary>
public class WireCoverageTests
{
    private static readonly SchemaDefinitions s_schema = new();
    private static readonly WireReview s_review = new(s_schema);
    private static readonly WireCoverage s_coverage = CheckAll();

    /// <summary>Lists of names on the wire, and the definition that has them.</summary>
    public static TheoryData<string, string> Lists { get; } = new()
    {
        { "stream_events", "MessageStreamEvent" },
        { "delta_types", "ContentBlockDelta" },
        { "content_block_start_types", "ContentBlock" },
        { "message_content_block_types", "ContentBlock" },
        { "request_content_block_types", "ContentBlock" },
        { "tool_types", "ToolDefinition" },
        { "stop_reasons", "StopReason" },
        { "request_roles", "Role" },
    };

    [Fact]
    public void Schema_EveryTypeAndMemberOfTheWire_IsThereAsItIs() => Assert.Empty(s_coverage.Findings.Except(s_review.Accepted.Keys));

    [Fact]
    public void Review_EveryEntry_IsStillNeeded()
    {
        Assert.Empty(s_review.Accepted.Keys.Except(s_coverage.Findings).Except(OwnMembers()));
        Assert.Empty(s_review.Unused);
    }

    [Fact]
    public void Schema_EveryMember_IsOnTheWire() => Assert.Empty(OwnMembers().Except(s_review.Accepted.Keys));

    [Theory]
    [MemberData(nameof(Lists))]
    public void Schema_EveryNameOfAList_IsKnown(string list, string definition)
    {
        IEnumerable<string> names = WireFacts.Generations.SelectMany(generation => generation.Lists).SelectMany(lists => JsonFile.Strings(lists.GetProperty(list)));

        Assert.Empty(names.Except(s_schema.WireNamesOf(definition)));
    }

    [Fact]
    public void Schema_EveryErrorType_IsKnown() => Assert.Empty(WireFacts.ErrorTypes.Except(s_schema.WireNamesOf("ErrorType")));

    [Fact]
    public void Schema_NoDefinition_IsWrittenTwice()
    {
        IEnumerable<string> duplicates = s_schema.Names.GroupBy(ShapeOf).Where(group => group.Count() > 1).Select(group => string.Join(" = ", group));

        Assert.Empty(duplicates);
    }

    [Fact]
    public void Schema_EveryDefinition_IsReferredTo()
    {
        string[] roots =
        [
            "ClaudeModel", // Constants for a member that stays a string.
            "MessageStreamEvent", "CountTokensRequest", "TokenCount",
            "MessageBatchRequest", "MessageBatchPage", "DeletedMessageBatch", "MessageBatchIndividualResponse", "ModelPage",
            "FilePage", "DeletedFile",
        ];
        IEnumerable<string> targets = s_schema.Names.SelectMany(s_schema.TargetsOf);

        Assert.Equal(roots.Order(), s_schema.Names.Except(targets).Order());
    }

    private static WireCoverage CheckAll()
    {
        var coverage = new WireCoverage(s_schema, s_review);
        foreach (WireFacts generation in WireFacts.Generations)
        {
            coverage.Check(generation);
        }

        return coverage;
    }

    private static IEnumerable<string> OwnMembers() =>
        from definition in s_schema.Objects
        from property in definition.Value.GetProperty("properties").EnumerateObject()
        where !(s_coverage.Covered.TryGetValue(definition.Key, out HashSet<string>? members) && members.Contains(property.Name))
        select $"{definition.Key}.{property.Name}: is not on the wire";

    /// <summary>All of a definition but what is said of it. Variants of different unions may be alike: each has its own place.</summary>
    private static string ShapeOf(string name) => $"{string.Join(',', s_schema.UnionsOf(name))} {ShapeOf(s_schema[name])}";

    private static string ShapeOf(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', node.EnumerateObject().Where(member => !IsRemark(member)).OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"{member.Name}:{ShapeOf(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', node.EnumerateArray().Select(ShapeOf).Order(StringComparer.Ordinal))}]",
        _ => node.GetRawText(),
    };

    private static bool IsRemark(JsonProperty member) =>
        (member.NameEquals("description") && member.Value.ValueKind == JsonValueKind.String) || member.Name.StartsWith("x-", StringComparison.Ordinal);
}
