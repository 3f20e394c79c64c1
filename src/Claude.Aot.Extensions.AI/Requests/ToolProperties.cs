using System.Text.Json;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>
/// The additional properties of a function that the API has a counterpart for. The names are those that the official SDK's adapter reads; <c>strict</c> is that
/// of other providers.
/// </summary>
internal readonly struct ToolProperties(IReadOnlyDictionary<string, object?> properties)
{
    public bool? Strict => PropertyKeys.FlagOf(properties, "Strict") ?? PropertyKeys.FlagOf(properties, "strict");

    public bool? DeferLoading => PropertyKeys.FlagOf(properties, "DeferLoading");

    public CacheControl? CacheControl => PropertyKeys.CacheControlOf(properties);

    /// <exception cref="NotSupportedException">The value has another type.</exception>
    public IReadOnlyList<AllowedCaller>? AllowedCallers => PropertyKeys.ValueOf(properties, "AllowedCallers") switch
    {
        null => null,
        IEnumerable<string> names => [.. names.Select(name => new AllowedCaller(name))],
        JsonElement { ValueKind: JsonValueKind.Array } json => [.. json.EnumerateArray().Select(name => new AllowedCaller(name.GetString()!))],
        object other => throw Unsupported("AllowedCallers", other, "strings"),
    };

    /// <exception cref="NotSupportedException">The value has another type.</exception>
    public IReadOnlyList<RawJson>? InputExamples => PropertyKeys.ValueOf(properties, "InputExamples") switch
    {
        null => null,
        JsonElement { ValueKind: JsonValueKind.Array } json => [.. json.EnumerateArray().Select(RawJson.FromJsonElement)],
        IEnumerable<JsonElement> examples => [.. examples.Select(RawJson.FromJsonElement)],
        IEnumerable<IDictionary<string, object?>> examples => [.. examples.Select(JsonValues.OfArguments)],
        object other => throw Unsupported("InputExamples", other, "JSON objects"),
    };

    private static NotSupportedException Unsupported(string name, object value, string expected) =>
        new($"The additional property {name} of a function is a {value.GetType()}. Set it to a list of {expected}.");
}
