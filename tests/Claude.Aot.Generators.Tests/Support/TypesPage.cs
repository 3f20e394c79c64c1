using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Claude.Aot.Generators.Tests;

/// <summary>The page that lists every type by its name on the wire, as the schema says it.</summary>
internal sealed class TypesPage(SchemaDefinitions schema)
{
    private const string Head = """
        # Types by wire name

        This page lists every type of the schema by its name in JSON: a value of `type` in quotes, or otherwise the members that contain the type. The third
        column shows the base class, or the form of the type. The fourth column shows whether the type occurs in requests, in responses or in both. The members
        are described in the types' documentation and in [the schema](../src/Claude.Aot/Schema/messages.schema.json).

        ## What the versions of the API reject

        `ClaudeClientOptions.ApiVersion`, or `RequestOptions.ApiVersion` for one call, is sent as `anthropic-version`. The default is
        `ClaudeApiVersion.V20230601`. The same types serve both versions. The library does not check the rules in this table; the API answers 400.

        | in a request | `2023-06-01` | `2026-10-21` |
        |---|---|---|
        | `temperature`, `top_p`, `top_k` | accepted (`temperature` by models up to 4.6) | 400, even with the default value |
        | a `document` block directly in an assistant turn | accepted | 400 |
        | `citations` that are not empty on a `text` block of a user turn | accepted | 400 |

        ## Incomplete tool input

        `ToolInput` keeps the bytes that were received, and its `State` is `Valid`, `Incomplete` or `Invalid`. Incomplete input cannot be written as JSON. If a
        message or a turn is written as JSON (with `ToJson`, `ClaudeJson`, `JsonSerializer`, or as part of a request), an input that is not `Valid` is written
        as `{}`, as the API does at the start of a block. Check `State` before you run a tool or store the message; `Utf8` has the bytes. `ContinueFrom` omits
        such a call.

        ## The types

        A test writes this page from the schema: `CLAUDE_ACCEPT_SNAPSHOTS=1 dotnet test --project tests/Claude.Aot.Generators.Tests`.

        | on the wire | C# | is | in |
        |---|---|---|---|

        """;

    private const string Nameless = "(whole)";

    public string Write()
    {
        var page = new StringBuilder(Head);
        foreach ((string wireName, string name) in schema.Names
            .Select(name => (WireName: WireNameOf(name), Name: name))
            .OrderBy(type => type.WireName == Nameless)
            .ThenBy(type => type.WireName.Replace("\"", "").Replace("`", ""), StringComparer.Ordinal)
            .ThenBy(type => NameOf(type.Name), StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {wireName} | `{NameOf(name)}` | {KindOf(name)} | {schema[name].GetProperty("x-side")} |\n");
        }

        return page.ToString();
    }

    private string WireNameOf(string name)
    {
        if (schema.IsObject(name)
            && schema[name].GetProperty("properties").TryGetProperty("type", out JsonElement type)
            && type.TryGetProperty("const", out JsonElement constant))
        {
            return $"`\"{constant}\"`";
        }

        string[] members = [.. MembersThatHold(name).Distinct().Order(StringComparer.Ordinal)];
        return members.Length == 0 ? Nameless : string.Join(", ", members.Select(member => $"`{member}`"));
    }

    /// <summary>The members whose value, or an element of it, may be of a type; those of a kind union stand for its alternatives.</summary>
    private IEnumerable<string> MembersThatHold(string name) =>
        from holder in schema.Names
        where schema.TargetsOf(holder).Contains(name)
        from member in schema.IsObject(holder) ? MembersOf(holder, name) : schema.IsKindUnion(holder) ? MembersThatHold(holder) : []
        select member;

    private IEnumerable<string> MembersOf(string holder, string target) =>
        from property in schema[holder].GetProperty("properties").EnumerateObject()
        where SchemaDefinitions.TargetsOf(property.Value).Contains(target)
        select property.Name;

    private string KindOf(string name)
    {
        JsonElement definition = schema[name];
        return schema.UnionsOf(name).FirstOrDefault() is { } union ? $"`{NameOf(union)}`"
            : schema.IsObject(name) ? "object"
            : schema.IsKindUnion(name) ? string.Join(" or ", definition.GetProperty("oneOf").EnumerateArray().Select(KindOf))
            : definition.TryGetProperty("x-discriminator", out JsonElement discriminator) ? $"union by `{discriminator}`"
            : definition.TryGetProperty("x-constants", out _) ? "constants"
            : "open enum";
    }

    private string KindOf(JsonElement alternative) => alternative.TryGetProperty("type", out JsonElement type)
        ? (type.ValueEquals("array") ? "list" : type.GetString()!)
        : $"`{NameOf(SchemaDefinitions.TargetOf(alternative))}`";

    private string NameOf(string name) => schema[name].TryGetProperty("x-name", out JsonElement own) ? own.GetString()! : name;
}
