using System.Reflection;
using System.Text.Json;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Tests.Model;

/// <summary>The models that the wire names have constants, and those that were retired say what to use.</summary>
public sealed class ClaudeModelTests
{
    private static readonly FieldInfo[] s_constants = typeof(ClaudeModel).GetFields(BindingFlags.Public | BindingFlags.Static);

    [Fact]
    public void Constant_OfACurrentModel_IsItsIdentifier() => Assert.Equal(
        ["claude-sonnet-5-5", "claude-opus-5-5", "claude-haiku-5-5", "claude-sonnet-4-5-20250929"],
        [ClaudeModel.Sonnet55, ClaudeModel.Opus55, ClaudeModel.Haiku55, ClaudeModel.Sonnet45Snapshot20250929]);

    [Fact]
    public void Constants_AllModelsOfTheWire_AreThere()
    {
        using JsonDocument wire = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("tests", "Wire", "messages-wire.json")));
        string[] known = [.. s_constants.Select(field => (string)field.GetRawConstantValue()!)];

        Assert.Empty(ModelsOf(wire.RootElement).Distinct().Except(known));
        Assert.Equal(known.Length, known.Distinct().Count());
    }

    [Fact]
    public void Constants_OfRetiredModels_NameTheDateAndAnActiveModel()
    {
        FieldInfo[] retired = [.. s_constants.Where(field => field.IsDefined(typeof(ObsoleteAttribute)))];

        Assert.Contains(retired, field => field.Name == "MythosPreview");
        Assert.DoesNotContain(retired, field => field.Name.EndsWith("55", StringComparison.Ordinal));
        Assert.All(retired, field =>
        {
            string message = field.GetCustomAttribute<ObsoleteAttribute>()!.Message!;
            FieldInfo successor = s_constants.Single(other => message.EndsWith($"; use ClaudeModel.{other.Name}.", StringComparison.Ordinal));
            Assert.StartsWith($"{field.GetRawConstantValue()} was retired on ", message, StringComparison.Ordinal);
            Assert.DoesNotContain(successor, retired);
        });
    }

    /// <summary>The identifiers in every list or map of models, wherever it is.</summary>
    private static IEnumerable<string> ModelsOf(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => member.Name is "models" or "open_enum" or "deprecated_in_python_sdk"
            ? NamesIn(member.Value)
            : ModelsOf(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(ModelsOf),
        _ => [],
    };

    private static IEnumerable<string> NamesIn(JsonElement models) => models.ValueKind switch
    {
        JsonValueKind.Array => models.EnumerateArray().Where(model => model.ValueKind == JsonValueKind.String).Select(model => model.GetString()!)
            .Where(name => name.StartsWith("claude-", StringComparison.Ordinal)),
        JsonValueKind.Object => models.EnumerateObject().SelectMany(member => member.Name.StartsWith("claude-", StringComparison.Ordinal)
            ? [member.Name]
            : member.Name is "open_enum" or "deprecated_in_python_sdk" ? NamesIn(member.Value) : []),
        _ => [],
    };
}
