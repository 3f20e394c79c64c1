using System.Text.Json;

namespace Claude.Aot.Generators.Tests;

/// <summary>
/// What is known of the wire format: of one of the API's two generations, a section of <c>tests/Wire/messages-wire.json</c>; or of the endpoints beside messages,
/// <c>tests/Wire/endpoints-wire.json</c>.
/// </summary>
/// <param name="Types">The types by their key.</param>
/// <param name="Lists">The names on the wire, listed by what they name; of the stable and of the beta API.</param>
/// <param name="IsTypeScript">Whether they were read off TypeScript (or C#), which has one kind of number, and calls members of answers required that may be null.</param>
internal sealed record WireFacts(IReadOnlyDictionary<string, JsonElement> Types, IReadOnlyList<JsonElement> Lists, bool IsTypeScript)
{
    private static readonly JsonElement s_file = JsonFile.Read("tests/Wire/messages-wire.json");

    public static IReadOnlyList<WireFacts> Generations { get; } =
    [
        Read(s_file, isTypeScript: false),
        Read(s_file.GetProperty("latest"), isTypeScript: true),
        Read(JsonFile.Read("tests/Wire/endpoints-wire.json"), isTypeScript: true),
    ];

    public static IEnumerable<string> ErrorTypes { get; } =
    [
        .. JsonFile.Strings(s_file.GetProperty("errors").GetProperty("types")),
        .. JsonFile.Strings(s_file.GetProperty("errors").GetProperty("in_docs_but_not_in_sdk_enum")),
        .. JsonFile.Strings(s_file.GetProperty("latest").GetProperty("error_types")),
    ];

    private static WireFacts Read(JsonElement section, bool isTypeScript) => new(
        section.GetProperty("types").EnumerateObject().ToDictionary(type => type.Name, type => type.Value),
        [.. section.GetProperty("lists").EnumerateObject().Select(list => list.Value)],
        isTypeScript);
}
