using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Claude.Aot.Tests.Json;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Schema;

/// <summary>Every type that a request can hold is written as the schema says, with every member set; that the schema says what the wire does, other tests see to.</summary>
public sealed class RequestTypeTests
{
    private static readonly JsonSerializerOptions s_options = new() { TypeInfoResolver = ClaudeJson.Resolver };

    public static TheoryData<string> Names => [.. SchemaSamples.RequestTypes];

    [Theory]
    [MemberData(nameof(Names))]
    public void RequestType_WithEveryMember_IsWrittenAsItWasRead(string name)
    {
        Type type = SchemaSamples.TypeOf(SchemaSamples.ClassOf(name));
        foreach (JsonNode sample in SchemaSamples.Of(name))
        {
            string json = sample.ToJsonString();
            object read = JsonSerializer.Deserialize(json, type, s_options)!;
            object made = MemberCopy.Of(read);

            VerifyKnown(read, json);
            Check.JsonEqual(JsonSerializer.SerializeToElement(sample), JsonSerializer.Serialize(made, type, s_options), $"{name} of {json}");
            Assert.Equal(json, Minify(JsonSerializer.Serialize(read, type, s_options)));
        }
    }

    [Fact]
    public void MessageRequest_Sample_HasEveryMember()
    {
        JsonObject sample = SchemaSamples.Of(nameof(MessageRequest)).First().AsObject();
        MessageRequest read = JsonSerializer.Deserialize<MessageRequest>(sample, s_options)!;

        Assert.All(SampleFactory.MembersOf(typeof(MessageRequest)), member => Assert.NotNull(member.GetValue(read)));
        Assert.Equal(SampleFactory.MembersOf(typeof(MessageRequest)).Count(), sample.Count);
    }

    /// <summary>Nothing was taken for something unknown.</summary>
    private static void VerifyKnown(object? value, string json)
    {
        if (value is WireObject or WireRecord)
        {
            Assert.False(value.GetType().Name.StartsWith("Unknown", StringComparison.Ordinal), $"{SampleFactory.JsonOf(value)} is not known in {json}");
            Assert.True(SampleFactory.ExtraOf(value).Count == 0, $"{string.Join(", ", SampleFactory.ExtraOf(value))} was not read in {json}");
            foreach (PropertyInfo member in SampleFactory.MembersOf(value.GetType()))
            {
                VerifyKnown(member.GetValue(value), json);
            }
        }
        else if (value is not null && MemberCopy.IsKindUnion(value.GetType()))
        {
            object? held = MemberCopy.HeldBy(value);
            Assert.True(held is not null, $"{value} is of no kind that is known in {json}");
            VerifyKnown(held, json);
        }
        else if (value is System.Collections.IEnumerable list and not string)
        {
            foreach (object? element in list)
            {
                VerifyKnown(element, json);
            }
        }
    }

    private static string Minify(string json) => JsonNode.Parse(json)!.ToJsonString();
}
