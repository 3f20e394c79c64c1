using System.Text.Json;
using System.Text.RegularExpressions;

namespace Claude.Aot.Generators.Tests;

/// <summary>Which definition stands for which wire type, and where the schema departs from the wire on purpose: <c>tests/Wire/review.json</c>.</summary>
internal sealed class WireReview
{
    private readonly SchemaDefinitions _schema;
    private readonly Dictionary<string, string[]> _names = [];
    private readonly List<(Regex Pattern, string Name)> _patterns = [];
    private readonly HashSet<string> _used = [];

    public WireReview(SchemaDefinitions schema)
    {
        _schema = schema;
        JsonElement file = JsonFile.Read("tests/Wire/review.json");
        foreach (JsonProperty name in file.GetProperty("names").EnumerateObject().SelectMany(group => group.Value.EnumerateObject()))
        {
            _names.Add(name.Name, [.. JsonFile.OneOrMore(name.Value)]);
        }

        _patterns.AddRange(file.GetProperty("patterns").EnumerateObject().Select(pattern => (new Regex($"^(?:{pattern.Name})$"), pattern.Value.GetString()!)));
        foreach (JsonProperty name in file.GetProperty("without definition").EnumerateObject())
        {
            _names.Add(name.Name, []);
        }

        Accepted = file.GetProperty("accepted").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
    }

    /// <summary>Findings that are right as they are, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Accepted { get; }

    /// <summary>Aliases that no wire type has asked for.</summary>
    public IEnumerable<string> Unused => _names.Keys.Except(_used);

    /// <summary>The definitions that stand for a wire type: one as a rule, several where the schema tells apart what the wire does not, none where it is no type here.</summary>
    /// <param name="key">The key of the type.</param>
    /// <param name="type">The type.</param>
    public IReadOnlyList<string> DefinitionsOf(string key, JsonElement type)
    {
        // The SDKs dress one type's name as BetaX, XParam and the like, for its place in the API.
        string name = type.GetProperty("name").GetString()!;
        string undressed = name.StartsWith("Beta", StringComparison.Ordinal) ? name["Beta".Length..] : name;
        string bare = Trim(undressed, "Param");
        foreach (string candidate in (string[])[key, undressed, bare, Trim(bare, "Object"), Trim(undressed, "Object")])
        {
            if (_names.TryGetValue(candidate, out string[]? known))
            {
                _used.Add(candidate);
                return known;
            }
        }

        return _patterns.Find(pattern => pattern.Pattern.IsMatch(bare)) is { Name: { } definition } ? [definition]
            : _schema.Has(bare) ? [bare]
            : [Trim(bare, "Object")];
    }

    private static string Trim(string name, string suffix) => name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
}
